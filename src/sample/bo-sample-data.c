/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-data.h"

const BoSampleFamily bo_sample_families[] = {
  /* Play */
  { "NOV", "Nova Console", "Midnight|Chalk", 34900 },
  { "NOV", "Nova Controller", "Midnight|Chalk|Coral|Moss", 5990 },
  { "NOV", "Nova Charging Dock", "", 2990 },
  { "LAN", "Lantern Handheld", "Ink|Amber", 19900 },
  { "LAN", "Lantern Carry Case", "", 2450 },
  { "TAB", "Saltmarsh, board game", "", 4990 },
  { "TAB", "Saltmarsh: Spring Tide, expansion", "", 2490 },
  { "TAB", "Nine Lighthouses, board game", "", 3990 },
  { "TAB", "Pocket Regatta, card game", "", 1290 },
  { "TAB", "Orchard Thieves, card game", "", 1490 },
  { "TAB", "Ferrywright, board game", "", 5490 },
  { "PUZ", "Harbour at Dawn, jigsaw", "500 pieces|1000 pieces|2000 pieces", 1990 },
  { "PUZ", "Night Train, jigsaw", "1000 pieces|2000 pieces", 1990 },
  { "KIT", "Driftwood Railway", "Starter Set|Bridge|Station|Points", 7900 },
  /* Kitchen */
  { "KET", "Copper Kettle", "1.2 l|1.8 l", 8900 },
  { "GRI", "Fjell Hand Grinder", "Steel|Oak", 12900 },
  { "GRI", "Fjell Burr Set", "", 3400 },
  { "BRW", "Tern Pour-over Set", "Two cups|Four cups", 4600 },
  { "BRW", "Tern Paper Filters", "Pack of 100", 790 },
  { "KNI", "Halden Chef's Knife", "16 cm|20 cm", 11500 },
  { "KNI", "Halden Paring Knife", "", 5400 },
  { "KNI", "Halden Whetstone", "1000 grit|3000 grit", 4200 },
  { "POT", "Bothy Cast-iron Pot", "3 l|5 l", 13900 },
  { "POT", "Bothy Skillet", "24 cm|28 cm", 7400 },
  { "CUP", "Skerry Stoneware Mug", "Sand|Slate|Sea|Moss", 1850 },
  { "CUP", "Skerry Stoneware Bowl", "Sand|Slate|Sea", 2400 },
  /* Sound */
  { "SPK", "Murmur Bookshelf Speakers", "Walnut|White", 42900 },
  { "SPK", "Murmur Stands", "Pair", 11900 },
  { "HPH", "Hush Headphones", "Graphite|Oat", 22900 },
  { "HPH", "Hush Ear Cushions", "Pair", 2600 },
  { "TTB", "Plateau Turntable", "", 38900 },
  { "TTB", "Plateau Cartridge", "", 8900 },
  { "RAD", "Pebble Kitchen Radio", "Red|Cream|Blue", 9900 },
  /* Out of doors */
  { "LMP", "Firefly Bike Light", "Front|Rear|Set", 3900 },
  { "BAG", "Ferry Roll-top Bag", "18 l|25 l", 8900 },
  { "BAG", "Ferry Pannier", "Left|Right", 7400 },
  { "LCK", "Bollard Folding Lock", "", 6900 },
  { "PMP", "Gale Track Pump", "", 4900 },
  { "TNT", "Lee Two-person Tent", "Green|Ochre", 28900 },
  { "STV", "Ember Camp Stove", "", 6400 },
  { "FLK", "Tarn Flask", "0.5 l|0.75 l|1 l", 2900 },
  /* House and garden */
  { "DSK", "Anvil Desk Lamp", "Black|Brass|White", 12900 },
  { "CLK", "Quarter Wall Clock", "Oak|Ash", 6900 },
  { "BLK", "Meadow Wool Blanket", "Heather|Barley|Fern", 9900 },
  { "CND", "Kelp Candle", "Small|Large", 1650 },
  { "SEC", "Thistle Secateurs", "", 4900 },
  { "WAT", "Heron Watering Can", "5 l|9 l", 3900 },
  { "SED", "Kitchen Garden Seed Box", "Herbs|Salads|Beans", 1490 },
  { "PAP", "Tide Table Notebook", "Plain|Ruled|Dotted", 1250 },
  { "PEN", "Cormorant Fountain Pen", "Fine|Medium|Broad", 6900 },
  { "INK", "Cormorant Ink", "Black|Blue|Green", 1100 },
  { "UMB", "Squall Umbrella", "Navy|Yellow", 4400 },
  { "SOX", "Weaver Wool Socks", "36-38|39-41|42-44|45-47", 1650 },
  { "PLT", "Beacon Enamel Plate", "Blue rim|Red rim|Green rim", 1390 },
  { "TWL", "Loom Tea Towel", "Stripe|Check|Plain", 1190 },
  { "KTE", "Kestrel Kite", "Small|Large", 3290 },
  { "CHS", "Rook Chess Set", "Maple|Walnut", 8400 },
  { "BRD", "Wren Bird Feeder", "", 2790 },
  { "INC", "Drift Incense", "Cedar|Juniper|Fig", 890 },
};

const guint bo_sample_n_families = G_N_ELEMENTS (bo_sample_families);

/* Given and family names are put together by lot, so whoever bears one of these
 * names is not meant. */
const BoSamplePeople bo_sample_people[] = {
  { "GB", "+44 1632 9600", "Ada|Rosalind|Edmund|Maisie|Callum|Imogen|Tobias|Freya", "Fairweather|Lockhart|Quill|Penhallow|Thorne|Ashdown|Merriweather", FALSE, " " },
  { "IE", "+44 1632 9601", "Aoife|Cormac|Niamh|Fionn|Saoirse|Oisín", "Ó Faoláin|Tierney|Mac Giolla|Devlin|Ní Bhriain", FALSE, " " },
  { "FR", "+44 1632 9602", "Élodie|Benoît|Maëlle|Théo|Anaïs|Gaëtan", "Lefèvre|Desrosiers|Châtelain|Beaulieu|Marchandeau", FALSE, " " },
  { "DE", "+44 1632 9603", "Jürgen|Käthe|Anneliese|Björn|Lotte|Matthis", "Grünwald|Hölzl|Brückner|Weißenborn|Achterberg", FALSE, " " },
  { "ES", "+44 1632 9604", "Begoña|Íñigo|Lucía|Andrés|Ximena|Nuño", "Castañeda Ruiz|Ibáñez|Peñalver|Villaseñor|Quiñones", FALSE, " " },
  { "PT", "+44 1632 9605", "João|Inês|Conceição|Tomás|Mafalda", "Lopes|Magalhães|Simões|Gouveia|Falcão", FALSE, " " },
  { "IT", "+44 1632 9606", "Chiara|Niccolò|Ludovica|Ettore|Mirella", "Bellandi|Scarpelli|Montefusco|Tagliavini", FALSE, " " },
  { "NO", "+44 1632 9607", "Åse|Øyvind|Sigrid|Torbjørn|Ingvild", "Fjeldstad|Sørensen|Håkonsen|Bergslien", FALSE, " " },
  { "IS", "+44 1632 9608", "Þórdís|Guðmundur|Ragnheiður|Ægir", "Sigurðardóttir|Þorláksson|Jónsdóttir", FALSE, " " },
  { "PL", "+44 1632 9609", "Małgorzata|Zbigniew|Świętosława|Paweł|Zofia", "Wiśniewska|Żółkowski|Gąsior|Ćwiklińska", FALSE, " " },
  { "CZ", "+44 1632 9600", "Jiří|Žofie|Vojtěch|Bohumila", "Dvořáčková|Řezníček|Křížek|Šťastný", FALSE, " " },
  { "TR", "+44 1632 9601", "Esra|Çağlar|İpek|Oğuz|Şule", "Yıldırım|Kılıç|Gökçe|Öztürk", FALSE, " " },
  { "NG", "+44 1632 9602", "Adaeze|Chukwuemeka|Folasade|Tunde", "Okafor|Adébáyọ̀|Ezenwa|Balogun", FALSE, " " },
  { "VN", "+44 1632 9603", "Thảo|Minh Đức|Hương|Quang", "Nguyễn|Trần|Phạm|Đặng", TRUE, " " },
  { "GR", "+44 1632 9604", "Ελένη|Δημήτρης|Καλλιόπη|Νίκος", "Παπαδάκη|Αντωνίου|Μαυρίδης|Σταθοπούλου", FALSE, " " },
  { "UA", "+44 1632 9605", "Олена|Тарас|Соломія|Богдан", "Шевчук|Коваленко|Гнатюк|Мельник", FALSE, " " },
  { "BG", "+44 1632 9606", "Росица|Георги|Цветелина|Калоян", "Димитрова|Стоянов|Железарова", FALSE, " " },
  { "EG", "+44 1632 9607", "ليلى|يوسف|مريم|خالد", "الحداد|المصري|منصور|عبد الرحمن", FALSE, " " },
  { "IL", "+44 1632 9608", "נועה|איתן|תמר|יונתן", "אלמוג|ברקאי|שחר", FALSE, " " },
  { "IN", "+44 1632 9609", "अनन्या|विक्रम|मीरा|रोहन", "शर्मा|कुलकर्णी|देशपांडे", FALSE, " " },
  { "JP", "+44 1632 9600", "花子|健一|美咲|翔太", "山田|佐々木|小林|渡辺", TRUE, " " },
  { "CN", "+44 1632 9601", "晓明|雨桐|建国|思远", "王|欧阳|李|陈", TRUE, "" },
  { "KR", "+44 1632 9602", "서연|민준|지우|하은", "김|박|남궁|최", TRUE, "" },
  { "US", "+1 202 555 01", "Marcus|Juniper|Delilah|Wyatt|Odessa", "Holloway|Redfern|Castellanos|Whitlock", FALSE, " " },
};

const guint bo_sample_n_people = G_N_ELEMENTS (bo_sample_people);

const BoSampleFirm bo_sample_firms[] = {
  { "Brightside Co", "GB" },
  { "Finch & Sons", "GB" },
  { "The Crooked Spoon Café", "GB" },
  { "Kontor Grünspan GmbH", "DE" },
  { "Atelier Mouette SARL", "FR" },
  { "Librería El Faro", "ES" },
  { "Bottega \"Tre Gabbiani\"", "IT" },
  { "Fjordlys Interiør AS", "NO" },
  { "Kawiarnia Pod Żaglem", "PL" },
  { "Καφέ Φάρος", "GR" },
  { "Крамниця «Маяк»", "UA" },
  { "灯台商店", "JP" },
  { "Tidewater Games, Ltd.", "IE" },
  { "Penhallow & Quill, Outfitters", "GB" },
  { "Casa do Farol, Lda.", "PT" },
  { "Hotel Zum Anker", "DE" },
  { "Lantern Street School", "IE" },
  { "Mercado Azul", "ES" },
};

const guint bo_sample_n_firms = G_N_ELEMENTS (bo_sample_firms);
