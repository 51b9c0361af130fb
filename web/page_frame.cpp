#include "web/page_frame.h"

namespace peyer {

std::string framed(const SiteOptions& /*options*/, const Phrases& phrases, const PageFrame& frame,
                   const std::function<void(HtmlWriter&)>& main) {
  HtmlWriter html;
  html.open("html", {{"lang", "en"}});
  html.open("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.leaf("title", phrases("kiosk.title", {{"page", frame.title}}));
  html.close();
  html.open("body", {{"class", "page-" + frame.name}});
  html.open("main", {{"id", "main"}});
  main(html);
  html.close().close().close();
  return "<!doctype html>\n" + html.str() + "\n";
}

}  // namespace peyer
