// The whole of an embedding: load a pack, answer, read the outcome.
#include <engine/consultation.h>
#include <engine/explanation.h>
#include <knowledge/loader.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: embedding PACK-FOLDER\n";
    return 2;
  }
  peyer::Loaded loaded = peyer::load_folder(argv[1]);
  if (!loaded.base) {
    std::cerr << peyer::render(loaded.diagnostics);
    return 1;
  }
  const peyer::Engine engine(std::move(*loaded.base));
  peyer::Consultation visit(engine);
  visit.answer(peyer::QuestionId("signs"), {"webs"});
  visit.answer(peyer::QuestionId("chewed"), {"no"});
  for (const peyer::Conclusion& conclusion : visit.outcome().conclusions) {
    std::cout << conclusion.finding.str() << ": " << peyer::text_of(engine.knowledge(), conclusion)
              << '\n';
  }
  std::cout << "level: " << visit.outcome().triage.level.str() << '\n';
}
