/** Names of people: common ones of many languages, put together at random. */
import type { Random } from "./random.ts";

interface Culture {
  /** Separated by spaces; `native:latin` where the script is another. */
  readonly given: string;
  readonly family: string;
  /** How a name is written; `given family` where nothing is said. */
  readonly write?: (given: string, family: string) => string;
}

const familyFirst = (given: string, family: string) => `${family} ${given}`;
const together = (given: string, family: string) => `${family}${given}`;

const CULTURES = {
  english: {
    given: "Olivia James Amelia George Grace Harry Florence Arthur Isla Noah Poppy Leo Ella Oscar Freya Theo Alice Samuel Ruby Daniel Hannah Lucy Edward",
    family:
      "Whitfield Carter Bennett Hughes Ashworth Palmer Fletcher Dawson Holloway Reid Marsh Thornton Gibbs O'Connor Lowe Pritchard Sutton Barlow Kemp Winslow",
  },
  german: {
    given:
      "Anna Jonas Lena Felix Katharina Lukas Sophie Maximilian Johanna Paul Greta Jürgen Birgit Sebastian Friederike Matthias Heike Torsten Jörg Käthe Uwe",
    family:
      "Müller Schmidt Weber Schäfer Krüger Lorenz Hartmann Böhm Vogt Zimmermann Groß Peters Brandt Jäger Kühn Winkler Petersen Hansen Thiele Weiß Köhler Ahrens",
  },
  french: {
    given: "Camille Louis Chloé Hugo Manon Gabriel Léa Étienne Inès Mathis Zoé Raphaël Élodie Antoine Margaux Benoît Noémie Théo Agnès François",
    family: "Martin Bernard Lefèvre Moreau Girard Fontaine Chevalier Dupré Rousseau Mercier Faure Lambert Renaud Picard Béranger Gauthier Vidal Noël Clément",
  },
  spanish: {
    given: "Lucía Hugo Martina Mateo Sofía Pablo Carmen Álvaro Inés Javier Elena Diego Marisol Andrés Pilar Íñigo Rocío Joaquín Ana Sergio Núria",
    family: "García Fernández López Martínez Sánchez Pérez Vega Romero Navarro Domínguez Serrano Ortega Núñez Ibáñez Castaño Muñoz Rubio Molina Prieto Cano",
  },
  dutch: {
    given: "Emma Daan Sanne Bram Lotte Sem Fleur Thijs Anouk Jeroen Maartje Wouter Femke Ruben Roos Pieter Ilse Koen Marijke Joost",
    family: "Jansen Vries Bakker Visser Smit Meijer Mulder Bos Vos Dekker Brouwer Dijkstra Kok Peeters Hendriks Kuiper Veenstra Willems Postma Hoekstra",
  },
  polish: {
    given: "Zofia Jan Maja Stanisław Hanna Jakub Agnieszka Michał Małgorzata Paweł Łucja Tomasz Ewa Grzegorz Katarzyna Wojciech Beata Krzysztof",
    family: "Nowak Wójcik Mazur Woźniak Krawczyk Dudek Wróbel Stępień Pawlak Sikora Walczak Baran Szewczyk Kołodziej Bąk Kubiak Zając Gołąb Lis Król",
  },
  nordic: {
    given: "Ingrid Lars Astrid Søren Maja Mikkel Åsa Björn Freja Anders Signe Håkon Linnéa Magnus Tuva Ólafur Sigríður Eero Aino Pekka",
    family: "Solheim Andersen Nilsson Øverland Lindqvist Ström Bjerke Holm Dahl Sørensen Åberg Nygård Haugen Virtanen Lund Mäkinen Berg Eklund",
  },
  turkish: {
    given: "Zeynep Mehmet Elif Mustafa Defne Emre Ayşe Burak Esra Cem Selin Oğuz Gülşen İbrahim Derya Çağlar Şule Kaan",
    family: "Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Koç Erdoğmuş Güneş",
  },
  nigerian: {
    given: "Chiamaka Emeka Ngozi Tunde Adaeze Obinna Folake Chidi Yetunde Segun Ifeoma Kelechi Amara Babatunde Zainab Musa Halima Ibrahim",
    family: "Okafor Adeyemi Eze Balogun Nwosu Okonkwo Adebayo Bello Obi Ogunleye Chukwu Afolabi Danjuma Uche Olatunji Ezeani Yusuf",
  },
  kenyan: {
    given: "Wanjiru Kamau Achieng Otieno Njeri Kiprono Mumbua Mutua Faith Brian Mercy Dennis Naliaka Wafula Chebet Juma",
    family: "Mwangi Ochieng Kariuki Wekesa Kiptoo Njoroge Odhiambo Mutiso Cherono Barasa Wambui Omondi Kimani Muthoni Rotich",
  },
  indian: {
    given: "Aarav Ananya Vivaan Diya Arjun Isha Rohan Kavya Aditya Meera Karthik Lakshmi Sanjay Priya Nikhil Deepa Harish Sunita Farhan Nandini",
    family: "Sharma Iyer Patel Reddy Nair Gupta Mehta Banerjee Kulkarni Desai Chatterjee Rao Singh Pillai Joshi Menon Bose Khan Kedar",
  },
  hindi: {
    given: "आरव:aarav अनन्या:ananya रोहन:rohan प्रिया:priya अर्जुन:arjun मीरा:meera विवेक:vivek कविता:kavita संजय:sanjay दीपा:deepa",
    family: "शर्मा:sharma गुप्ता:gupta वर्मा:verma जोशी:joshi मेहता:mehta मिश्रा:mishra सिंह:singh यादव:yadav पांडे:pandey",
  },
  japanese: {
    given:
      "陽菜:hina 蓮:ren 結衣:yui 大翔:hiroto さくら:sakura 翔太:shota 美咲:misaki 健一:kenichi 葵:aoi 拓海:takumi 恵子:keiko 直樹:naoki 真由美:mayumi 隆:takashi 彩:aya 誠:makoto",
    family:
      "佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 渡辺:watanabe 伊藤:ito 山本:yamamoto 中村:nakamura 小林:kobayashi 加藤:kato 吉田:yoshida 山田:yamada 佐々木:sasaki 松本:matsumoto 井上:inoue 木村:kimura 清水:shimizu",
    write: familyFirst,
  },
  chinese: {
    given: "伟:wei 芳:fang 秀英:xiuying 敏:min 静:jing 丽:li 强:qiang 磊:lei 洋:yang 艳:yan 勇:yong 娟:juan 涛:tao 明:ming 超:chao 雪:xue 志强:zhiqiang 梅:mei",
    family: "王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 赵:zhao 黄:huang 周:zhou 吴:wu 徐:xu 孙:sun 胡:hu 朱:zhu 高:gao 林:lin",
    write: together,
  },
  korean: {
    given: "민준:minjun 서연:seoyeon 도윤:doyun 지우:jiwoo 하준:hajun 수빈:subin 지훈:jihun 은지:eunji 현우:hyeonwoo 유나:yuna 성민:seongmin 혜진:hyejin",
    family: "김:kim 이:lee 박:park 최:choi 정:jung 강:kang 조:cho 윤:yoon 장:jang 임:lim 한:han 오:oh 서:seo",
    write: together,
  },
  vietnamese: {
    given: "An Bình Châu Dũng Giang Hải Hương Khánh Lan Linh Minh Ngọc Phúc Quân Thảo Trang Tuấn Vy",
    family: "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương",
    write: familyFirst,
  },
  arabic: {
    given:
      "محمد:mohammed فاطمة:fatima أحمد:ahmed مريم:maryam يوسف:youssef ليلى:layla عمر:omar نور:nour خالد:khaled هدى:huda سارة:sara حسن:hassan ريم:reem طارق:tarek",
    family: "الحداد:haddad المصري:masri خوري:khoury منصور:mansour النجار:najjar صالح:saleh العلي:ali حمدان:hamdan شاهين:shaheen قاسم:qasim ناصر:nasser",
  },
  hebrew: {
    given: "נועה:noa דוד:david מאיה:maya יוסף:yosef תמר:tamar איתן:eitan שירה:shira אורי:uri רחל:rachel גיל:gil",
    family: "כהן:cohen לוי:levi מזרחי:mizrahi פרץ:peretz ביטון:biton פרידמן:friedman אברהם:avraham שפירא:shapira",
  },
  ukrainian: {
    given:
      "Олена:olena Андрій:andrii Ірина:iryna Тарас:taras Наталія:nataliia Микола:mykola Оксана:oksana Богдан:bohdan Юлія:yuliia Сергій:serhii Марія:mariia Дмитро:dmytro",
    family:
      "Шевченко:shevchenko Коваленко:kovalenko Бондаренко:bondarenko Ткаченко:tkachenko Кравченко:kravchenko Мельник:melnyk Лисенко:lysenko Поліщук:polishchuk Гончар:honchar Савченко:savchenko",
  },
  greek: {
    given: "Ελένη:eleni Γιώργος:giorgos Μαρία:maria Νίκος:nikos Κατερίνα:katerina Δημήτρης:dimitris Σοφία:sofia Κώστας:kostas Άννα:anna Πέτρος:petros",
    family:
      "Νικολάου:nikolaou Γεωργίου:georgiou Δημητρίου:dimitriou Ιωάννου:ioannou Αντωνίου:antoniou Βασιλείου:vasileiou Χρήστου:christou Κωνσταντίνου:konstantinou",
  },
  georgian: {
    given: "ნინო:nino გიორგი:giorgi მარიამი:mariami ლუკა:luka თამარი:tamari დავითი:daviti ანა:ana ირაკლი:irakli",
    family: "ბერიძე:beridze კაპანაძე:kapanadze გელაშვილი:gelashvili მაისურაძე:maisuradze ლომიძე:lomidze წიკლაური:tsiklauri",
  },
} as const satisfies Record<string, Culture>;

export type CultureName = keyof typeof CULTURES;

/** A name as it is written, and its parts in Latin letters. */
export interface Name {
  readonly written: string;
  readonly given: string;
  readonly family: string;
}

/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = { ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i", æ: "ae", ð: "d" };
const GERMAN: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** The text as it stands in an e-mail address: a-z alone. */
export function latin(text: string, language: CultureName): string {
  const map = language === "german" ? { ...LETTERS, ...GERMAN } : LETTERS;
  const plain = [...text.normalize("NFC").toLowerCase()].map((letter) => map[letter] ?? letter).join("");
  return plain.normalize("NFD").replaceAll(/[^a-z]/g, "");
}

interface Word {
  readonly native: string;
  readonly latin: string;
}

const read = (words: string, language: CultureName): Word[] =>
  words.split(" ").map((word) => {
    const [native = "", given] = word.split(":");
    return { native, latin: given ?? latin(native, language) };
  });

const words = new Map<CultureName, { given: Word[]; family: Word[]; write: (given: string, family: string) => string }>();

function wordsOf(language: CultureName) {
  const known = words.get(language);
  if (known) return known;
  const culture: Culture = CULTURES[language];
  const write = culture.write ?? ((given: string, family: string) => `${given} ${family}`);
  const made = { given: read(culture.given, language), family: read(culture.family, language), write };
  words.set(language, made);
  return made;
}

/** Somebody's name. @param kinds of names, and how often each is had */
export function nameOf(random: Random, kinds: Partial<Record<CultureName, number>>): Name {
  const language = random.weighted(Object.entries(kinds) as [CultureName, number][]);
  const { given, family, write } = wordsOf(language);
  const [first, last] = [random.pick(given), random.pick(family)];
  // Two given names, or a double name, now and then: many people are called alike otherwise.
  const isDouble = first.native === first.latin || /^[A-Z]/.test(first.native);
  const second = isDouble && language !== "vietnamese" && random.chance(0.08) ? `-${random.pick(family).native}` : "";
  return { written: write(first.native, `${last.native}${second}`), given: first.latin, family: last.latin };
}
