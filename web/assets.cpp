#include "web/assets.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <vector>

namespace peyer {
namespace {

constexpr std::string_view folder = "/assets/";
constexpr std::string_view for_ever = "public, max-age=31536000, immutable";

// 36 px letters on a 21.5" full-HD screen, which half a metre away are as high as EN 301 549 asks.
constexpr double letters_mm = 8.92;

constexpr std::string_view style_sheet = "style.css";

struct Asset {
  std::string text, type, hash;
};

std::string type_of(std::string_view name) {
  static const std::map<std::string, std::string, std::less<>> types = {
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".svg", "image/svg+xml"},
  };
  const auto found = types.find(name.substr(std::min(name.rfind('.'), name.size())));
  return found == types.end() ? "application/octet-stream" : found->second;
}

std::string hash_of(std::string_view text) {
  std::array<unsigned char, 16> hash{};
  // Without a key it can only fail for sizes that it does not take.
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

// The parts of the style sheet in one, each in its file for those who write them.
std::map<std::string, Asset, std::less<>> embedded() {
  std::map<std::string, Asset, std::less<>> assets;
  for (const EmbeddedFile& file : static_files()) {
    const bool style = file.path.ends_with(".css");
    const std::string name = style ? std::string(style_sheet) : file.path;
    Asset& asset = assets[name];
    // style.css begins: it sets the tokens that the others use.
    asset.text = file.path == style_sheet ? file.text + asset.text : asset.text + file.text;
    asset.type = type_of(name);
  }
  for (auto& [name, asset] : assets) asset.hash = hash_of(asset.text);
  return assets;
}

const std::map<std::string, Asset, std::less<>>& assets() {
  static const std::map<std::string, Asset, std::less<>> all = embedded();
  return all;
}

const Asset& asset_named(std::string_view name) {
  const auto found = assets().find(name);
  if (found == assets().end()) throw std::logic_error("no asset " + std::string(name));
  return found->second;
}

// What a style sheet needs beside its text; "" for the browser's own size.
std::string base_size(const SiteOptions& options) {
  return options.px_per_mm > 0 ? std::to_string(std::lround(letters_mm * options.px_per_mm)) : "";
}

// How much larger pictures stand on a kiosk, so that their letters are three quarters of the
// text's.
std::string picture_zoom(const SiteOptions& options) {
  constexpr double letters_px = 18.67;  // 14 pt, as Graphviz draws
  return fmt::format("{:.2f}", std::max(1.0, .75 * letters_mm * options.px_per_mm / letters_px));
}

// [["Nurofen","medicines","nsaids"], …]: a name, then questions and the options of theirs that the
// name stands for.
std::string word_list(const KnowledgeBase& knowledge) {
  nlohmann::json list = nlohmann::json::array();
  for (const LexiconWord& word : knowledge.lexicon) {
    std::set<std::string> names(word.synonyms.begin(), word.synonyms.end());
    names.insert(word.name);
    for (const LexiconWord::Brands& brands : word.brands) {
      names.insert(brands.names.begin(), brands.names.end());
    }
    std::vector<std::string> chooses;
    for (const auto& [question, reply] : word.chooses) {
      for (const OptionId& option : reply.value.options) {
        chooses.insert(chooses.end(), {question.value.str(), option.str()});
      }
    }
    for (const std::string& name : names) {
      nlohmann::json line = nlohmann::json::array({name});
      for (const std::string& chosen : chooses) line.push_back(chosen);
      list.push_back(std::move(line));
    }
  }
  return list.dump();
}

HttpReply served(const HttpRequest& request, std::string text, std::string type) {
  HttpReply reply;
  const std::string tag = "\"" + hash_of(text) + "\"";
  reply.headers = {{"Cache-Control", std::string(for_ever)}, {"ETag", tag}};
  reply.type = std::move(type);
  if (request.header("if-none-match") == tag) {
    reply.status = 304;
  } else {
    reply.body = std::move(text);
  }
  return reply;
}

}  // namespace

std::string asset_address(const SiteOptions& options, std::string_view name) {
  std::string address = std::string(folder) + asset_named(name).hash;
  if (name == style_sheet && !base_size(options).empty()) address += "-" + base_size(options);
  return address + "/" + std::string(name);
}

std::string word_list_address(const KnowledgeBase& knowledge) {
  return std::string(folder) + "1-" + knowledge.pack.hash.substr(0, 32) + "/words.json";
}

// Addresses of other versions are not found: a browser that kept an old page loads it anew.
std::optional<HttpReply> Assets::answer(const HttpRequest& request) const {
  if (!request.path.starts_with(folder)) return std::nullopt;
  for (const auto& [name, asset] : assets()) {
    if (request.path != asset_address(options_, name)) continue;
    std::string text = asset.text;
    if (name == style_sheet && !base_size(options_).empty()) {
      text += ":root{--base:" + base_size(options_) + "px;--zoom:" + picture_zoom(options_) + "}\n";
    }
    return served(request, std::move(text), asset.type);
  }
  const std::shared_ptr<const ServedPack> pack = shelf_.pack();
  const KnowledgeBase& knowledge = pack->knowledge();
  if (request.path == word_list_address(knowledge)) {
    return served(request, word_list(knowledge), "application/json");
  }
  return std::nullopt;
}

}  // namespace peyer
