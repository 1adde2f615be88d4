/** The organizations of the demo: what there is to see in each. */
import type { Industry } from "./jobs.ts";
import type { CultureName } from "./names.ts";

export type WorkspaceState = "available" | "outdated" | "silent" | "pending" | "not_initialized" | "failed" | "deactivated";

export interface WorkspacePlan {
  readonly name: string;
  readonly title: string;
  readonly state: WorkspaceState;
  readonly projects: readonly (readonly [name: string, title: string])[];
}

export interface OrganizationPlan {
  readonly name: string;
  readonly description: string;
  readonly domain: string;
  /** Short word that tells usernames apart. */
  readonly word: string;
  readonly industry: Industry;
  readonly size: number;
  /** How many days ago it was made. */
  readonly age: number;
  /** How many of a hundred have names of which kind. */
  readonly people: Partial<Record<CultureName, number>>;
  /** How its e-mail addresses are built. */
  readonly address: "given.family" | "gfamily" | "family.given" | "given";
  readonly locale: string;
  /** Share of those who sign in that have a second factor. */
  readonly factors: number;
  readonly requiresMfa?: true;
  readonly trusted?: readonly string[];
  /** Connection that its people sign in by, and how many of a hundred do. */
  readonly connection?: readonly [name: string, percent: number];
  /** What share of its people is in each. */
  readonly teams: Readonly<Record<string, number>>;
  readonly workspaces: readonly WorkspacePlan[];
  /** Deleted so many days ago, and restorable. */
  readonly deleted?: number;
}

const plain = (text: string) => text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");

/** @param projects their titles, separated by commas */
const workspace = (name: string, title: string, state: WorkspaceState, projects: string): WorkspacePlan => ({
  name,
  title,
  state,
  projects: projects.split(", ").map((project) => [plain(project).replaceAll(/[^a-z]+/g, "-"), project] as const),
});

export const ORGANIZATIONS: readonly OrganizationPlan[] = [
  {
    name: "Nordlicht Energie",
    description: "Wind, solar and the grid between them.",
    domain: "nordlicht.example",
    word: "nordlicht",
    industry: "energy",
    size: 1780,
    age: 362,
    people: { german: 60, polish: 10, turkish: 10, nordic: 8, ukrainian: 6, english: 3, arabic: 3 },
    address: "given.family",
    locale: "de",
    factors: 0.52,
    teams: {
      "Grid Control": 0.09,
      "Wind Park North": 0.06,
      "Wind Park Baltic": 0.05,
      "Energy Trading": 0.04,
      Forecasting: 0.03,
      Platform: 0.02,
      "Service Desk": 0.03,
      "Works Council": 0.01,
    },
    workspaces: [
      workspace("nordlicht-forecast", "Load and wind forecast", "available", "Load, Wind, Solar, Day-ahead prices"),
      workspace("nordlicht-maintenance", "Predictive maintenance", "available", "Gearboxes, Blades, Transformers"),
      workspace("nordlicht-trading", "Trading models", "outdated", "Intraday, Balancing"),
      workspace("nordlicht-sandbox", "Sandbox", "silent", "Experiments"),
      workspace("nordlicht-archive", "Models until last year", "deactivated", "Archive"),
    ],
  },
  {
    name: "Meadowbrook Hospitals",
    description: "Six hospitals and their laboratories. A second factor is required.",
    domain: "meadowbrook.example",
    word: "meadowbrook",
    industry: "health",
    size: 1120,
    age: 355,
    people: { english: 52, indian: 18, nigerian: 10, greek: 5, polish: 5, spanish: 5, arabic: 5 },
    address: "gfamily",
    locale: "en-GB",
    factors: 0.96,
    requiresMfa: true,
    teams: { "Emergency Department": 0.1, Radiology: 0.06, Pharmacy: 0.04, "Clinical Systems": 0.03, "Imaging Research": 0.03, "Night Shift Leads": 0.02 },
    workspaces: [
      workspace("meadowbrook-imaging", "Imaging research", "available", "Chest X-ray triage, Bone age, Stroke"),
      workspace("meadowbrook-beds", "Bed planning", "available", "Admissions, Length of stay"),
      workspace("meadowbrook-pathology", "Digital pathology", "failed", "Slides"),
    ],
  },
  {
    name: "Kestrel & Wren Bank",
    description: "Retail and corporate banking since 1871.",
    domain: "kestrelwren.example",
    word: "kestrel",
    industry: "bank",
    size: 760,
    age: 340,
    people: { english: 60, indian: 14, chinese: 8, french: 8, hebrew: 5, dutch: 5 },
    address: "given.family",
    locale: "en-GB",
    factors: 0.88,
    trusted: ["kestrelwren.example", "kw-partners.example"],
    connection: ["kestrel-sso", 82],
    teams: { "Fraud Desk": 0.05, "Payments Platform": 0.05, "Model Risk": 0.03, "Branch Managers": 0.06, "Release Managers": 0.01 },
    workspaces: [
      workspace("kestrel-fraud", "Fraud detection", "available", "Card payments, Transfers, Account takeover"),
      workspace("kestrel-credit", "Credit scoring", "available", "Retail, Small business"),
      workspace("kestrel-staging", "Staging", "pending", "Rehearsal"),
    ],
  },
  {
    name: "Hoshizora Robotics",
    description: "Robots for warehouses and greenhouses. 星空ロボティクス",
    domain: "hoshizora.example",
    word: "hoshizora",
    industry: "robotics",
    size: 430,
    age: 318,
    people: { japanese: 78, korean: 8, chinese: 6, vietnamese: 5, english: 3 },
    address: "family.given",
    locale: "ja",
    factors: 0.7,
    teams: { Vision: 0.07, "Motion Planning": 0.05, "Factory Nagoya": 0.18, "Field Support": 0.05, "Safety Board": 0.02 },
    workspaces: [
      workspace("hoshizora-vision", "Vision", "available", "Grasping, Fruit ripeness, Obstacles"),
      workspace("hoshizora-simulation", "Simulation", "available", "Warehouse, Greenhouse"),
      workspace("hoshizora-edge", "On the robots", "silent", "Deployments"),
    ],
  },
  {
    name: "Longhaul Logistics",
    description: "Road, rail and warehouses across the continent.",
    domain: "longhaul.example",
    word: "longhaul",
    industry: "logistics",
    size: 320,
    age: 290,
    people: { polish: 30, german: 22, turkish: 16, ukrainian: 14, dutch: 10, georgian: 8 },
    address: "given.family",
    locale: "en",
    factors: 0.34,
    teams: { "Dispatch East": 0.1, "Dispatch West": 0.1, "Customs Office": 0.05, "Fleet Data": 0.04 },
    workspaces: [
      workspace("longhaul-routes", "Route planning", "available", "Arrival times, Detours"),
      workspace("longhaul-fleet", "Fleet health", "not_initialized", "Brakes"),
    ],
  },
  {
    name: "Olivar del Sur",
    description: "Olive oil from four mills.",
    domain: "olivardelsur.example",
    word: "olivar",
    industry: "food",
    size: 210,
    age: 251,
    people: { spanish: 88, arabic: 6, french: 6 },
    address: "gfamily",
    locale: "es",
    factors: 0.28,
    teams: { "Molino Jaén": 0.2, Exportación: 0.08, Laboratorio: 0.05 },
    workspaces: [workspace("olivar-cosecha", "Cosecha", "available", "Rendimiento, Calidad")],
  },
  {
    name: "Polder University",
    description: "Research and teaching below sea level.",
    domain: "polder.example",
    word: "polder",
    industry: "university",
    size: 140,
    age: 214,
    people: { dutch: 50, english: 12, chinese: 12, greek: 8, hindi: 8, korean: 5, arabic: 5 },
    address: "given.family",
    locale: "nl",
    factors: 0.45,
    connection: ["polder-campus", 70],
    teams: { "Hydrology Group": 0.15, "Research Computing": 0.08, "Ethics Committee": 0.05 },
    workspaces: [
      workspace("polder-hydrology", "Hydrology", "available", "Tides, Dikes, Salinity"),
      workspace("polder-courses", "Courses", "deactivated", "Summer school"),
    ],
  },
  {
    name: "Baobab Mobile",
    description: "Mobile network and mobile money.",
    domain: "baobab.example",
    word: "baobab",
    industry: "telecom",
    size: 95,
    age: 170,
    people: { kenyan: 55, nigerian: 35, indian: 10 },
    address: "given.family",
    locale: "en-KE",
    factors: 0.6,
    teams: { "Network Operations": 0.2, "Mobile Money": 0.15 },
    workspaces: [workspace("baobab-churn", "Churn and fraud", "available", "Churn, Agent fraud")],
  },
  {
    name: "Atelier Lumen",
    description: "Animation and sound.",
    domain: "atelierlumen.example",
    word: "lumen",
    industry: "media",
    size: 48,
    age: 131,
    people: { french: 80, vietnamese: 10, arabic: 10 },
    address: "given",
    locale: "fr",
    factors: 0.55,
    teams: { "Son et couleur": 0.25 },
    workspaces: [workspace("lumen-render", "Rendu", "outdated", "Débruitage")],
  },
  {
    name: "Kedar Textiles",
    description: "Handloom and dye house.",
    domain: "kedartextiles.example",
    word: "kedar",
    industry: "textiles",
    size: 31,
    age: 96,
    people: { indian: 55, hindi: 45 },
    address: "given.family",
    locale: "hi",
    factors: 0.2,
    teams: { "Dye House": 0.3 },
    workspaces: [workspace("kedar-patterns", "Patterns", "pending", "Weave defects")],
  },
  {
    name: "Quill Legal",
    description: "Commercial law.",
    domain: "quill-legal.example",
    word: "quill",
    industry: "law",
    size: 17,
    age: 62,
    people: { english: 70, nordic: 20, hebrew: 10 },
    address: "gfamily",
    locale: "en",
    factors: 0.9,
    teams: { Mergers: 0.4 },
    workspaces: [],
  },
  {
    name: "Two Pines Bakery",
    description: "Bread, and a little software.",
    domain: "twopines.example",
    word: "twopines",
    industry: "bakery",
    size: 4,
    age: 24,
    people: { nordic: 50, english: 50 },
    address: "given",
    locale: "en",
    factors: 0.25,
    teams: {},
    workspaces: [],
  },
  {
    name: "Harbour Labs",
    description: "Robots for hulls. Wound up.",
    domain: "harbourlabs.example",
    word: "harbour",
    industry: "startup",
    size: 18,
    age: 230,
    people: { english: 60, korean: 20, nordic: 20 },
    address: "given",
    locale: "en",
    factors: 0.6,
    teams: { "Hull Crawler": 0.5 },
    workspaces: [workspace("harbour-hull", "Hull inspection", "silent", "Corrosion")],
    deleted: 9,
  },
];
