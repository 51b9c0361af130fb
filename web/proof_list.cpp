#include "web/proof_list.h"

namespace peyer {

void ProofList::write(const ProofNode& proof) {
  html_.open("ul", {{"class", "proof"}});
  item(proof);
  html_.close();
}

void ProofList::item(const ProofNode& proof) {
  html_.open("li", {{"class", "step-" + std::string(to_string(proof.kind))}});
  std::string text = in_words(proof);
  if (proof.grade && proof.kind != ProofNode::Kind::chain) {
    text += " (" + phrases_("grade_word." + std::string(to_string(*proof.grade))) + ")";
  }
  html_.text(text);
  citations_.mark(proof.sources, html_);
  if (!proof.caveat.empty()) {
    html_.leaf("p", phrases_("how.caveat", {{"text", proof.caveat}}), {{"class", "quiet"}});
  }
  if (proof.kind == ProofNode::Kind::finding && !told_.insert(proof.id).second) {
    html_.text(" " + phrases_("how.above"));
  } else if (!proof.because.empty()) {
    html_.open("ul");
    for (const ProofNode& child : proof.because) item(child);
    html_.close();
  }
  html_.close();
}

}  // namespace peyer
