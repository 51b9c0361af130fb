// What no sentence of a pack or of the program may ever say, as patterns with their exceptions:
// knowledge/never/en.yaml, which travels in the program and describes its own keys.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace peyer {

class NeverList {
 public:
  struct Entry {
    std::string id;                                  // "never-stop-medicine"
    std::string rule;                                // what it forbids, as a sentence
    std::vector<std::string> examples, near_misses;  // caught, and not caught
    std::size_t patterns = 0;
  };

  struct Found {
    const Entry* entry = nullptr;
    std::string part;  // the words that are forbidden, in small letters
  };

  // Reads a list. Throws std::runtime_error when it can't be read or a pattern is malformed.
  explicit NeverList(const std::string& yaml);
  ~NeverList();
  NeverList(const NeverList&) = delete;
  NeverList& operator=(const NeverList&) = delete;

  // The list that the program carries, for texts in English. Thread-safe.
  static const NeverList& english();

  const std::vector<Entry>& entries() const;

  // True for texts that quote what people say; `address` as TextAddress::str() gives it.
  bool is_heard(const std::string& address) const;

  // What one sentence says that it must not, by each entry that forbids it. Thread-safe.
  std::vector<Found> find(std::string_view sentence) const;

  // The words that one pattern of an entry forbids in a sentence, or "": for tests of the list.
  std::string forbidden_part(std::size_t entry, std::size_t pattern,
                             std::string_view sentence) const;

 private:
  struct Patterns;
  std::unique_ptr<Patterns> patterns_;
};

}  // namespace peyer
