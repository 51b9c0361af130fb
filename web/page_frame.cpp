#include "web/page_frame.h"

#include <array>
#include <chrono>

#include "web/assets.h"
#include "web/audio.h"

namespace peyer {
namespace {

// Without the script nobody sees that a visitor still reads or types, so a page waits longer.
constexpr int patience_without_script = 3;

class FrameWriter {
 public:
  FrameWriter(const SiteOptions& options, const Phrases& phrases, const PageFrame& frame)
      : options_(options), phrases_(phrases), frame_(frame) {}

  std::string write(const std::function<void(HtmlWriter&)>& main) {
    html_.open("html", {{"lang", "en"}, {"class", "size-" + std::to_string(frame_.text_size)}});
    head();
    html_.open("body", body_attributes());
    html_.leaf("a", say("kiosk.skip"), {{"class", "skip"}, {"href", "#main"}});
    top();
    html_.open("main", {{"id", "main"}});
    html_.sound_of(clip_address);
    main(html_);
    html_.sound_of(nullptr).close();
    foot();
    if (idle().count() > 0) dialog();
    html_.close().close();
    return "<!doctype html>\n" + html_.str() + "\n";
  }

 private:
  std::string say(const char* key, const Phrases::Values& values = {}) const {
    return phrases_(key, values);
  }

  bool in_visit() const { return !frame_.journey.empty(); }

  std::string address(const char* rest) const { return "/v/" + frame_.journey + "/" + rest; }

  std::string ending() const { return in_visit() ? address("end") : "/"; }

  std::chrono::seconds idle() const {
    switch (frame_.idle) {
      case PageFrame::Idle::never:
        return std::chrono::seconds(0);
      case PageFrame::Idle::question:
        return options_.idle_question;
      case PageFrame::Idle::result:
        return options_.idle_result;
    }
    return {};
  }

  void head() {
    const std::string title = say("kiosk.title", {{"page", frame_.title}});
    html_.open("head");
    html_.empty("meta", {{"charset", "utf-8"}});
    html_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.leaf("title", frame_.has_error ? say("kiosk.error_title", {{"page", title}}) : title);
    html_.empty("link", {{"rel", "stylesheet"}, {"href", asset_address(options_, "style.css")}});
    html_.empty("link", {{"rel", "icon"}, {"href", asset_address(options_, "mark.svg")}});
    script("kiosk.js");
    if (!frame_.script.empty()) script(frame_.script.c_str());
    if (has_clips()) script("aloud.js");
    if (!options_.frame_origins.empty()) script("framed.js");
    without_script();
    html_.close();
  }

  void script(const char* name) {
    html_.leaf("script", "", {{"src", asset_address(options_, name)}, {"defer", ""}});
  }

  // What the script does otherwise.
  void without_script() {
    std::string then;
    if (frame_.onward > 0) {
      then = std::to_string(frame_.onward) + ";url=" + frame_.onward_to;
    } else if (idle().count() > 0) {
      const auto patience = idle() * patience_without_script;
      then = std::to_string(patience.count()) + ";url=" + (in_visit() ? address("still") : "/");
    } else {
      return;
    }
    html_.open("noscript");
    html_.empty("meta", {{"http-equiv", "refresh"}, {"content", then}});
    html_.close();
  }

  HtmlAttributes body_attributes() const {
    HtmlAttributes attributes = {{"class", "page-" + frame_.name}};
    if (idle().count() > 0) {
      attributes.emplace_back("data-idle", std::to_string(idle().count()));
      attributes.emplace_back("data-warning", std::to_string(options_.warning.count()));
    }
    if (in_visit()) attributes.emplace_back("data-visit", "");
    std::string frames;
    for (const std::string& origin : options_.frame_origins) frames += " " + origin;
    if (!frames.empty()) attributes.emplace_back("data-frames", frames.substr(1));
    if (frame_.onward > 0) {
      attributes.emplace_back("data-onward", std::to_string(frame_.onward));
      attributes.emplace_back("data-onward-to", frame_.onward_to);
    }
    return attributes;
  }

  void top() {
    html_.open("header", {{"class", "top"}});
    if (in_visit()) {
      html_.open("p", {{"class", "brand"}});
    } else {
      html_.open("a", {{"class", "brand"}, {"href", "/"}});
    }
    html_.empty("img", {{"src", asset_address(options_, "mark.svg")}, {"alt", ""}});
    html_.text(say("kiosk.name")).close();
    if (in_visit() || idle().count() > 0) start_again();
    if (has_clips() || in_visit()) {
      html_.open("div", {{"class", "tools"}});
      if (in_visit()) text_sizes();
      if (has_clips()) read_aloud();
      html_.close();
    }
    html_.close();
  }

  // Shown by the script, where there is something to hear.
  void read_aloud() {
    html_.leaf("button", say("aloud.read"),
               {{"type", "button"},
                {"class", "aloud"},
                {"hidden", ""},
                {"aria-keyshortcuts", "*"},
                {"data-read", say("aloud.read")},
                {"data-stop", say("aloud.stop")}});
  }

  // A form, so that it works without the script; with it, nothing that was ticked is lost.
  void text_sizes() {
    static constexpr std::array<const char*, 3> names = {"kiosk.size_0", "kiosk.size_1",
                                                         "kiosk.size_2"};
    html_.open("form", {{"class", "sizes"},
                        {"method", "post"},
                        {"action", address("size")},
                        {"aria-label", say("kiosk.sizes")}});
    for (int i = 0; i < static_cast<int>(names.size()); ++i) {
      const std::string sign = "A" + std::string(static_cast<std::size_t>(i), '+');
      html_.leaf("button", sign,
                 {{"name", "size"},
                  {"value", std::to_string(i)},
                  // With what is to be seen in front: people who speak to their computer say that.
                  {"aria-label", sign + " " + say(names.at(static_cast<std::size_t>(i)))},
                  {"aria-pressed", i == frame_.text_size ? "true" : "false"}});
    }
    html_.close();
  }

  void start_again() {
    html_.open("form",
               {{"method", in_visit() ? "post" : "get"}, {"action", ending()}, {"class", "again"}});
    html_.leaf("button", say("kiosk.start_again"));
    html_.close();
  }

  void foot() {
    html_.open("footer", {{"class", "foot"}});
    html_.leaf("p", say("kiosk.notice"));
    html_.leaf("p", say("kiosk.keys"), {{"class", "key-help"}, {"hidden", ""}});
    html_.close();
  }

  void dialog() {
    html_.open("dialog", {{"id", "idle"}, {"aria-labelledby", "idle-title"}});
    html_.leaf("h2", say("kiosk.still_there"), {{"id", "idle-title"}});
    const char* will_happen = in_visit() ? "kiosk.wiped_in" : "kiosk.start_in";
    html_.leaf("p", "", {{"data-left", say(will_happen, {{"n", "{n}"}})}});
    html_.leaf("p", "", {{"class", "unseen"}, {"role", "status"}});
    html_.open("div", {{"class", "actions"}});
    html_.leaf("button", say("kiosk.more_time"),
               {{"type", "button"}, {"class", "primary"}, {"data-stay", ""}});
    start_again();
    html_.close().close();
  }

  const SiteOptions& options_;
  const Phrases& phrases_;
  const PageFrame& frame_;
  HtmlWriter html_;
};

}  // namespace

std::string framed(const SiteOptions& options, const Phrases& phrases, const PageFrame& frame,
                   const std::function<void(HtmlWriter&)>& main) {
  return FrameWriter(options, phrases, frame).write(main);
}

}  // namespace peyer
