/** What people do, by the industry of their organization. */
import type { Random } from "./random.ts";

/** Departments, how many of a hundred are in each, and what they are called there. */
const COMMON: readonly Department[] = [
  ["Finance", 6, "Accountant|Controller|Payroll Specialist|Financial Analyst|Head of Finance"],
  ["People", 5, "Recruiter|HR Business Partner|Learning Manager|People Operations Specialist"],
  ["IT", 9, "System Administrator|Network Engineer|Service Desk Analyst|Security Engineer|Database Administrator|IT Manager"],
  ["Legal", 2, "Counsel|Compliance Officer|Data Protection Officer"],
];

type Department = readonly [name: string, weight: number, titles: string];

const BY_INDUSTRY = {
  energy: [
    ["Grid Operations", 26, "Grid Operator|Shift Supervisor|Substation Technician|Load Forecaster|Control Room Engineer"],
    ["Wind & Solar", 22, "Wind Turbine Technician|Site Manager|Asset Engineer|Rope Access Technician"],
    ["Trading", 10, "Energy Trader|Market Analyst|Portfolio Manager|Risk Analyst"],
    ["Customer Service", 18, "Service Agent|Billing Specialist|Team Lead"],
    ["Data & Models", 8, "Data Scientist|Data Engineer|Machine Learning Engineer|Meteorologist"],
  ],
  health: [
    ["Nursing", 34, "Registered Nurse|Charge Nurse|Nurse Practitioner|Ward Manager"],
    ["Medicine", 20, "Physician|Surgeon|Anaesthetist|Radiologist|Resident Doctor"],
    ["Laboratory", 10, "Laboratory Technician|Pathologist|Biomedical Scientist"],
    ["Pharmacy", 5, "Pharmacist|Pharmacy Technician"],
    ["Administration", 12, "Medical Secretary|Admissions Clerk|Patient Coordinator"],
    ["Imaging Research", 4, "Research Fellow|Imaging Scientist|Machine Learning Engineer"],
  ],
  bank: [
    ["Retail Banking", 28, "Branch Manager|Customer Adviser|Mortgage Adviser|Teller"],
    ["Corporate Banking", 16, "Relationship Manager|Credit Analyst|Trade Finance Specialist"],
    ["Risk", 12, "Risk Manager|Model Validator|Fraud Analyst|Anti-Money Laundering Analyst"],
    ["Payments", 12, "Payments Operator|Reconciliation Analyst|Payments Engineer"],
    ["Engineering", 14, "Software Engineer|Senior Software Engineer|Platform Engineer|Engineering Manager|Product Manager"],
  ],
  robotics: [
    ["Research", 24, "Research Engineer|Computer Vision Engineer|Motion Planning Engineer|Principal Scientist"],
    ["Manufacturing", 28, "Assembly Technician|Production Planner|Quality Engineer|Line Manager"],
    ["Software", 20, "Software Engineer|Firmware Engineer|Robotics Engineer|Test Engineer"],
    ["Sales", 8, "Account Manager|Sales Engineer|Field Application Engineer"],
  ],
  logistics: [
    ["Dispatch", 26, "Dispatcher|Route Planner|Shift Lead"],
    ["Warehouse", 30, "Warehouse Operative|Forklift Operator|Inventory Controller|Warehouse Manager"],
    ["Customs", 8, "Customs Broker|Export Clerk"],
    ["Fleet", 14, "Fleet Manager|Mechanic|Driver Coordinator"],
  ],
  food: [
    ["Mill & Bottling", 36, "Mill Operator|Bottling Line Operator|Quality Inspector|Agronomist"],
    ["Export", 16, "Export Manager|Sales Representative|Logistics Coordinator"],
    ["Marketing", 10, "Brand Manager|Content Editor|Designer"],
  ],
  university: [
    ["Faculty", 44, "Professor|Associate Professor|Lecturer|Postdoctoral Researcher|PhD Candidate"],
    ["Library", 8, "Librarian|Archivist"],
    ["Student Affairs", 12, "Student Adviser|Admissions Officer"],
    ["Research Computing", 8, "Research Software Engineer|HPC Engineer|Data Steward"],
  ],
  telecom: [
    ["Network", 32, "Radio Engineer|Field Engineer|Core Network Engineer|NOC Analyst"],
    ["Retail", 22, "Store Manager|Sales Agent"],
    ["Mobile Money", 14, "Product Manager|Fraud Analyst|Software Engineer"],
  ],
  media: [
    ["Production", 40, "Producer|Editor|Sound Designer|Colourist|Animator"],
    ["Studio", 20, "Creative Director|Designer|Writer"],
    ["Clients", 12, "Account Director|Project Manager"],
  ],
  textiles: [
    ["Weaving", 44, "Loom Operator|Pattern Maker|Dye Master|Quality Inspector"],
    ["Design", 16, "Textile Designer|Colour Consultant"],
    ["Sales", 14, "Export Manager|Showroom Manager"],
  ],
  law: [
    ["Partners", 24, "Partner|Managing Partner"],
    ["Associates", 44, "Associate|Senior Associate|Trainee Solicitor"],
    ["Office", 20, "Paralegal|Office Manager|Legal Secretary"],
  ],
  bakery: [["Bakery", 100, "Master Baker|Baker|Pastry Chef|Shop Assistant"]],
  startup: [
    ["Engineering", 60, "Software Engineer|Robotics Engineer|Head of Engineering|Product Designer"],
    ["Business", 20, "Chief of Staff|Business Developer"],
  ],
  freelance: [["Independent", 100, "Independent Consultant|Freelance Data Scientist|Freelance Designer|External Auditor|Interim Manager"]],
} as const satisfies Record<string, readonly Department[]>;

export type Industry = keyof typeof BY_INDUSTRY;

/** Industries whose people do all of it themselves. */
const SMALL: ReadonlySet<Industry> = new Set(["bakery", "freelance", "law"]);

/** Somebody's department and job title. */
export function jobOf(random: Random, industry: Industry): { department: string; title: string } {
  const departments: readonly Department[] = SMALL.has(industry) ? BY_INDUSTRY[industry] : [...BY_INDUSTRY[industry], ...COMMON];
  const [department, , titles] = random.weighted(departments.map((entry) => [entry, entry[1]] as const));
  return { department, title: random.pick(titles.split("|")) };
}
