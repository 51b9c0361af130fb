// Sources are found, counted and exported; Debian's bibtexparser and bibutils read them back.
#include "engine/bibliography.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "support.h"
#include "views_support.h"

using namespace peyer;

namespace {

using Names = std::vector<std::pair<std::string, std::string>>;

Names names_of(const std::string& authors) {
  Source source;
  source.authors = authors;
  Names names;
  for (const AuthorName& one : authors_of(source)) names.emplace_back(one.family, one.given);
  return names;
}

std::vector<const Source*> all_of(const KnowledgeBase& base) {
  return find_sources(base, "");
}

std::vector<std::string> ids(const std::vector<const Source*>& sources) {
  std::vector<std::string> ids;
  for (const Source* source : sources) ids.push_back(source->id.str());
  return ids;
}

const Source& gut_source(const char* id) {
  return *find_by_id(test::gut_immune().knowledge().sources, SourceId(id));
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Whether two programs that know nothing of Peyer read the records that were written.
bool reads_back(const std::string& name, const KnowledgeBase& base) {
  const std::vector<const Source*> sources = all_of(base);
  const std::string json =
      test::keep(name + "-sources.json", sources_to_json(base, sources).dump());
  const std::string bib = test::keep(name + ".bib", to_bibtex(sources));
  const std::string ris = test::keep(name + ".ris", to_ris(sources));
  const std::string xml = std::string(PEYER_BINARY_DIR) + "/" + name + ".xml";
  // Debian's own Python, for which its packages are.
  const std::string command = "ris2xml " + ris + " > " + xml +
                              " 2> /dev/null && /usr/bin/python3 " PEYER_SOURCE_DIR
                              "/tests/read_bibliography.py " +
                              json + " " + bib + " " + xml;
  INFO(command << "\nneeds the packages bibutils and python3-bibtexparser");
  return std::system(command.c_str()) == 0;
}

void check_csl(const Json& item) {
  static const std::set<std::string> types = {"article-journal", "book", "report", "webpage",
                                              "document"};
  INFO(item.dump());
  CHECK(types.contains(item["type"].get<std::string>()));
  CHECK_FALSE(item["title"].get<std::string>().empty());
  if (item.contains("issued")) {
    CHECK(item["issued"]["date-parts"].size() == 1);
    CHECK(item["issued"]["date-parts"][0].size() == 1);
    CHECK(item["issued"]["date-parts"][0][0].is_number_integer());
  }
  CHECK_FALSE(item["author"].empty());
  for (const Json& name : item["author"]) {
    CHECK((name.contains("literal") || (name.contains("family") && name.contains("given"))));
    CHECK_FALSE(contains(name.dump(), "et al"));
  }
}

}  // namespace

TEST_CASE("authors are cut into family name and initials only where that is safe",
          "[bibliography]") {
  CHECK(names_of("Mowat AM") == Names{{"Mowat", "AM"}});
  CHECK(names_of("Du Toit G, van Wanrooy S, et al.") ==
        Names{{"Du Toit", "G"}, {"van Wanrooy", "S"}});
  CHECK(names_of("Nowak-Węgrzyn A, O'Boyle C") == Names{{"Nowak-Węgrzyn", "A"}, {"O'Boyle", "C"}});
  CHECK(names_of("Lalloo et al.") == Names{{"Lalloo", ""}});
  CHECK(names_of("The Study Group, Somebody Else") ==
        Names{{"The Study Group", ""}, {"Somebody Else", ""}});
  CHECK(names_of("").empty());
  CHECK(names_of("et al.").empty());
}

TEST_CASE("sources are found by all the words in title, authors, body, id or year",
          "[bibliography]") {
  const KnowledgeBase& base = test::gut_immune().knowledge();
  CHECK(all_of(base).size() == base.sources.size());
  CHECK(ids(find_sources(base, "camilleri2019leaky")) ==
        std::vector<std::string>{"camilleri2019leaky"});
  CHECK(ids(find_sources(base, "CAMILLERI  leaky 2019")) ==
        std::vector<std::string>{"camilleri2019leaky"});
  CHECK(find_sources(base, "nice").size() > 20);
  CHECK(find_sources(base, "nice coeliac").size() < find_sources(base, "nice").size());
  CHECK(find_sources(base, "coeliac zzz").empty());
}

TEST_CASE("it is counted what cites a source", "[bibliography]") {
  const KnowledgeBase base = test::hostile_pack();
  const TimesCited times = times_cited(base, SourceId("src"));
  CHECK(times.links == 4);
  CHECK(times.rules == 0);
  CHECK(times_cited(base, SourceId("odd-body")).links == 0);
  CHECK(times_cited(test::gut_immune().knowledge(), SourceId("nice2015ng20")).red_flags > 0);
}

TEST_CASE("a journal article in BibTeX", "[bibliography]") {
  CHECK(to_bibtex({&gut_source("skodje2018fructan")})
            .starts_with("@article{skodje2018fructan,\n"
                         "  author = {Skodje, G. I. and others},\n"));
  const std::string entry = to_bibtex({&gut_source("camilleri2019leaky")});
  CHECK(entry ==
        "@article{camilleri2019leaky,\n"
        "  author = {Camilleri, M.},\n"
        "  title = {Leaky gut: mechanisms, measurement and clinical implications in humans},\n"
        "  journal = {Gut},\n"
        "  year = {2019},\n"
        "  volume = {68},\n"
        "  number = {8},\n"
        "  pages = {1516--1526},\n"
        "  doi = {10.1136/gutjnl-2019-318427},\n"
        "  pmid = {31076401},\n"
        "  url = {https://doi.org/10.1136/gutjnl-2019-318427}\n"
        "}\n");
}

TEST_CASE("a journal article in RIS", "[bibliography]") {
  CHECK(to_ris({&gut_source("camilleri2019leaky")}) ==
        "TY  - JOUR\n"
        "ID  - camilleri2019leaky\n"
        "AU  - Camilleri, M.\n"
        "TI  - Leaky gut: mechanisms, measurement and clinical implications in humans\n"
        "JO  - Gut\n"
        "PY  - 2019\n"
        "VL  - 68\n"
        "IS  - 8\n"
        "SP  - 1516\n"
        "EP  - 1526\n"
        "DO  - 10.1136/gutjnl-2019-318427\n"
        "AN  - 31076401\n"
        "UR  - https://doi.org/10.1136/gutjnl-2019-318427\n"
        "ER  - \n");
}

TEST_CASE("a guideline is a report by its body in every format", "[bibliography]") {
  const std::vector<const Source*> guideline = {&gut_source("nice2015ng20")};
  CHECK(contains(to_bibtex(guideline), "@techreport{nice2015ng20,\n  author = {{NICE}},\n"));
  CHECK(contains(to_bibtex(guideline), "  institution = {NICE},\n"));
  CHECK(contains(to_bibtex(guideline), "  number = {NG20},\n"));
  CHECK(to_ris(guideline).starts_with("TY  - RPRT\nID  - nice2015ng20\nAU  - NICE\n"));
  const Json csl = to_csl_json(guideline);
  CHECK(csl[0]["type"] == "report");
  CHECK(csl[0]["author"] == Json::array({Json{{"literal", "NICE"}}}));
  CHECK(csl[0]["number"] == "NG20");
}

TEST_CASE("characters that TeX reads as its own are escaped, and addresses stay as they are",
          "[bibliography]") {
  const KnowledgeBase base = test::hostile_pack();
  const std::string entry = to_bibtex({find_by_id(base.sources, SourceId("odd-source"))});
  CHECK(contains(entry,
                 "  title = {50\\% of {\\textbackslash{}LaTeX\\textbraceleft{}\\textbraceright{}} "
                 "\\& \\#1 \\textasciitilde{} \\_x\\_ \\textasciicircum{}y \\$5 "
                 "\\textbraceleft{}open \"quoted\" ]]> <b> {NSAIDs} in Öland {ER} - {TY} - "
                 "{JOUR}},\n"));
  CHECK(contains(entry,
                 "  author = {Du Toit, G. and {\\textbraceleft{}Odd\\textbraceright{} \\& Sons} "
                 "and {O'Boyle C-X} and Van, A. and others},\n"));
  CHECK(contains(entry, "  journal = {Tom \\& Jerry},\n"));
  CHECK(contains(entry, "  doi = {10.1002/1097(2000)1:2<3::AID>3.0_x},\n"));
  CHECK(contains(entry, "  note = {This record is from memory."));
}

TEST_CASE("nothing in a record can begin another record", "[bibliography]") {
  const KnowledgeBase base = test::hostile_pack();
  const std::string ris = to_ris(all_of(base));
  std::size_t records = 0;
  for (std::size_t at = ris.find("TY  - "); at != std::string::npos;
       at = ris.find("TY  - ", at + 1)) {
    if (at == 0 || ris[at - 1] == '\n') ++records;
  }
  CHECK(records == base.sources.size());
  CHECK(contains(ris, "AU  - Bodies Inc. {and} Sons\n"));
}

TEST_CASE("every source is exported to BibTeX and RIS and read back by other programs",
          "[bibliography]") {
  CHECK(reads_back("gut-immune", test::gut_immune().knowledge()));
  CHECK(reads_back("houseplants", test::houseplants().knowledge()));
  const KnowledgeBase base = test::hostile_pack();
  CHECK(reads_back("hostile", base));
}

TEST_CASE("every source is exported to CSL-JSON, with its names cut or whole", "[bibliography]") {
  const KnowledgeBase hostile = test::hostile_pack();
  for (const KnowledgeBase* pack :
       {&test::gut_immune().knowledge(), &test::houseplants().knowledge(), &hostile}) {
    const KnowledgeBase& base = *pack;
    const Json items = to_csl_json(all_of(base));
    REQUIRE(items.size() == base.sources.size());
    std::set<std::string> seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
      CHECK(seen.insert(items[i]["id"].get<std::string>()).second);
      CHECK(items[i]["id"] == base.sources[i].id.str());
      check_csl(items[i]);
    }
  }
  const Json item = to_csl_json({&gut_source("camilleri2019leaky")})[0];
  CHECK(item["author"] == Json::array({Json{{"family", "Camilleri"}, {"given", "M"}}}));
  CHECK(item["issued"] == Json{{"date-parts", {{2019}}}});
  CHECK(item["page"] == "1516-1526");
  CHECK(item["container-title"] == "Gut");
  CHECK(item["DOI"] == "10.1136/gutjnl-2019-318427");
}

TEST_CASE("sources in JSON keep the published schema", "[bibliography]") {
  const KnowledgeBase hostile = test::hostile_pack();
  std::vector<Json> lists;
  for (const KnowledgeBase* pack :
       {&test::gut_immune().knowledge(), &test::houseplants().knowledge(), &hostile}) {
    lists.push_back(sources_to_json(*pack, all_of(*pack)));
  }
  CHECK(test::keeps_schema("sources", lists));
}
