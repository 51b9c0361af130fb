// A visitor who reads pages as a browser without script does: fills in the forms that are there,
// sends them, and goes where the reply says.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "web/site.h"

namespace peyer::test {

// The shipped pack, as visitors in the United Kingdom are served. Loaded once.
const PackShelf& shipped_shelf();

// One field of a form.
struct Field {
  std::string type, name, value;  // type: of an <input>; "button" for a button
  bool chosen = false;
};

using Sent = std::vector<std::pair<std::string, std::string>>;

class Visitor {
 public:
  explicit Visitor(Site& site) : site_(site) {}

  // Follows redirects. `trail` then has every address there was.
  const HttpReply& open(std::string path);
  const HttpReply& post(std::string path, Sent fields);

  // Sends the form that stands in <main>.
  const HttpReply& send(Sent fields);

  // From the first page to the first of the visit's.
  void begin(const std::string& to = "interview");

  // Answers what the page asks, from `answers` (a field's name to its values, "" for nothing) and
  // otherwise with no, none, or the first that there is.
  void answer_page(const std::map<std::string, std::vector<std::string>>& answers = {});

  // Goes on until a page of this name comes, such as "result" or "4"; false when none does.
  bool answer_until(const std::string& page,
                    const std::map<std::string, std::vector<std::string>>& answers = {});

  std::vector<Field> fields() const;        // of the form in <main>
  std::vector<std::string> chosen() const;  // "q-age=…" of what is ticked or typed there
  bool shows(const std::string& text) const;
  std::string visit() const;      // "/v/…"
  std::string page_name() const;  // what follows it: "result", "4", "4/again"

  std::string path;
  HttpReply page;
  std::vector<std::string> trail;
  std::size_t heaviest = 0;  // bytes of the largest page so far

 private:
  const HttpReply& follow(HttpReply reply);

  Site& site_;
};

}  // namespace peyer::test
