#include "web/take_home.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "engine/scenario.h"
#include "pages_support.h"
#include "web/visit.h"

using namespace peyer;

namespace {

std::string text_for(const Journey& journey) {
  const Consultation visit = consultation_of(journey);
  return take_home_text(visit, told_result(visit), "2026-11-23");
}

// As a picture that zbarimg reads, four pixels for a module.
void write_pgm(const QrCode& code, const std::string& path) {
  constexpr std::size_t scale = 4, quiet = 4;
  const std::size_t side = (code.size + 2 * quiet) * scale;
  std::ofstream out(path, std::ios::binary);
  out << "P5\n" << side << " " << side << "\n255\n";
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      const std::size_t row = y / scale, column = x / scale;
      const bool inside =
          row >= quiet && column >= quiet && row < code.size + quiet && column < code.size + quiet;
      out.put(inside && code.at(row - quiet, column - quiet) ? '\0' : '\xFF');
    }
  }
}

std::string read_by_zbar(const QrCode& code) {
  const std::string path = std::filesystem::temp_directory_path() / "peyer-take-home-test.pgm";
  write_pgm(code, path);
  const std::string command = "zbarimg --quiet --raw -Sdisable -Sqrcode.enable " + path;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
    text += static_cast<char>(c);
  }
  std::filesystem::remove(path);
  return text;
}

}  // namespace

TEST_CASE("what every scenario takes home fits, begins with the level and ends with the date",
          "[take-home]") {
  for (const auto& pack : {test::served_gut_immune(), test::served_houseplants()}) {
    for (const Scenario& scenario : pack->knowledge().scenarios) {
      INFO(scenario.name);
      const Journey journey = test::journey_with(pack, answers_of(scenario));
      const std::string text = text_for(journey);
      INFO(text);
      CHECK(text.size() <= most_take_home_bytes);
      const ToldResult told = told_result(consultation_of(journey));
      if (!told.not_known) CHECK(text.starts_with(told.level->title.substr(0, 4)));
      CHECK(text.find("2026-11-23") != std::string::npos);
      CHECK(text.find("“") == std::string::npos);
      CHECK(qr_code(text).size <= 77);
      CHECK(test::never_said(*pack, {text}) == "");
    }
  }
}

TEST_CASE("a code is read back word for word", "[take-home]") {
  const auto pack = test::served_gut_immune();
  for (const std::size_t which : {std::size_t{0}, pack->knowledge().scenarios.size() / 2}) {
    const Answers answers = answers_of(pack->knowledge().scenarios[which]);
    const std::string text = text_for(test::journey_with(pack, answers));
    CHECK(read_by_zbar(qr_code(text)) == text + "\n");
  }
}

TEST_CASE("a code as a picture has a quiet zone, and its modules are whole units", "[take-home]") {
  const QrCode code = qr_code("Peyer");
  const std::string svg = to_svg(code, "<code>");
  const std::string side = std::to_string(code.size + 8);
  CHECK(svg.find("viewBox=\"0 0 " + side + " " + side + "\"") != std::string::npos);
  CHECK(svg.find("M4 4h7v1h-7z") != std::string::npos);
  CHECK(svg.find("<title>&lt;code&gt;</title>") != std::string::npos);
}

TEST_CASE("no code is made of nothing, or of too much", "[take-home]") {
  CHECK_THROWS_AS(qr_code(""), std::invalid_argument);
  CHECK_THROWS_AS(qr_code(std::string(3000, 'x')), std::invalid_argument);
}
