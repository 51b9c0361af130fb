// Everything that `peyer serve` answers: pages, pictures, sounds and the JSON interface.
#pragma once

#include <memory>
#include <string>

#include "web/exchange.h"
#include "web/journeys.h"
#include "web/served_pack.h"
#include "web/site_options.h"

namespace peyer {

// Thread-safe. Refers to the shelf, which must outlive it.
class Site {
 public:
  Site(const PackShelf& shelf, SiteOptions options);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  // Nothing that a request can hold makes it throw. What goes wrong inside does, such as a
  // ClipsError: the server tells the client 500 and no more.
  HttpReply answer(const HttpRequest& request);

  // Lets go of what is over: visits that ran out, what was drawn and worked out for visitors who
  // have left, visits in the journal that are too old. Call it every few seconds: while nobody
  // asks, nothing else does. Returns what the operator should hear of, "" for nothing.
  std::string tidy();

  // Counts a request that the server refused to read, for /metrics.
  void refused();

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace peyer
