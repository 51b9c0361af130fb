// A tool of the build: speaks what can be read aloud and packs it.
//
//   make_clips --says web/audio/says.yaml --cache FOLDER --output FILE [--phrases] PACK…
//
// A sound is kept in FOLDER under the hash of all that shaped it, so that only what changed is
// spoken again. Synthesis runs in this thread, for eSpeak NG has one state for all; encoding,
// which takes longer, beside it.
#include <espeak-ng/speak_lib.h>
#include <opus_defines.h>
#include <opusenc.h>
#include <yaml-cpp/yaml.h>

#include <chrono>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "knowledge/loader.h"
#include "knowledge/phrases/phrases.h"
#include "web/audio/archive.h"
#include "web/audio/heard_texts.h"

namespace {

namespace fs = std::filesystem;
using peyer::clip_hash;
using peyer::clip_name;

constexpr int words_per_minute = 150;  // eSpeak NG's own pace of 175 is much for a worried listener
constexpr int bits_per_second = 10'000;
constexpr std::size_t most_encoders = 4;

// Changes with everything that shapes a sound but its text.
constexpr const char* voice_version = "en-gb 150 10000 2";

using Samples = std::vector<short>;

class Voice {
 public:
  Voice() : rate_(espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr, 0)) {
    espeak_VOICE english{};
    english.languages = "en-gb";
    if (rate_ <= 0 || espeak_SetVoiceByProperties(&english) != EE_OK) {
      throw std::runtime_error("eSpeak NG has no English voice");
    }
    espeak_SetParameter(espeakRATE, words_per_minute, 0);
    espeak_SetSynthCallback([](short* wave, int count, espeak_EVENT* events) {
      auto* samples = static_cast<Samples*>(events->user_data);
      if (wave != nullptr && count > 0) samples->insert(samples->end(), wave, wave + count);
      return 0;
    });
  }

  ~Voice() { espeak_Terminate(); }

  Voice(const Voice&) = delete;
  Voice& operator=(const Voice&) = delete;

  int rate() const { return rate_; }

  Samples said(const std::string& text) const {
    Samples samples;
    if (espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                     &samples) != EE_OK) {
      throw std::runtime_error("eSpeak NG cannot say: " + text);
    }
    return samples;
  }

 private:
  int rate_;
};

std::string encoded(const Samples& samples, int rate) {
  const auto checked = [](int error) {
    if (error != OPE_OK) throw std::runtime_error(ope_strerror(error));
  };
  std::string out;
  const OpusEncCallbacks callbacks = {[](void* user, const unsigned char* bytes, opus_int32 size) {
                                        static_cast<std::string*>(user)->append(
                                            reinterpret_cast<const char*>(bytes),
                                            static_cast<std::size_t>(size));
                                        return 0;
                                      },
                                      [](void*) { return 0; }};
  const std::unique_ptr<OggOpusComments, void (*)(OggOpusComments*)> comments(ope_comments_create(),
                                                                              ope_comments_destroy);
  int error = OPE_OK;
  const std::unique_ptr<OggOpusEnc, void (*)(OggOpusEnc*)> encoder(
      ope_encoder_create_callbacks(&callbacks, &out, comments.get(), rate, 1, 0, &error),
      ope_encoder_destroy);
  checked(error);
  checked(ope_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(bits_per_second)));
  checked(ope_encoder_ctl(encoder.get(), OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)));
  checked(ope_encoder_ctl(encoder.get(), OPUS_SET_COMPLEXITY(2)));
  checked(ope_encoder_ctl(encoder.get(), OPUS_SET_MAX_BANDWIDTH(OPUS_BANDWIDTH_WIDEBAND)));
  checked(ope_encoder_ctl(encoder.get(), OPE_SET_COMMENT_PADDING(0)));
  checked(ope_encoder_ctl(encoder.get(), OPE_SET_SERIALNO(1)));  // the same build, the same bytes
  checked(ope_encoder_write(encoder.get(), samples.data(), static_cast<int>(samples.size())));
  checked(ope_encoder_drain(encoder.get()));
  return out;
}

std::string file_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Whole or not at all: a build that is broken off must not leave half a sound.
void write(const fs::path& path, const std::string& bytes) {
  const fs::path unfinished = path.string() + ".new";
  {
    std::ofstream out(unfinished, std::ios::binary);
    out << bytes;
    if (!out.flush()) throw std::runtime_error("cannot write " + unfinished.string());
  }
  fs::rename(unfinished, path);
}

struct Wanted {
  std::string says, cache, output;
  bool phrases = false;
  std::vector<std::string> packs;
};

Wanted wanted(int count, char** words) {
  Wanted all;
  const std::map<std::string, std::string*> values = {
      {"--says", &all.says}, {"--cache", &all.cache}, {"--output", &all.output}};
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (const auto named = values.find(word); named != values.end() && i + 1 < count) {
      *named->second = words[++i];
    } else if (word == "--phrases") {
      all.phrases = true;
    } else {
      all.packs.push_back(word);
    }
  }
  return all;
}

std::map<std::string, std::string> all_heard(const Wanted& all) {
  std::map<std::string, std::string> heard;
  if (all.phrases) heard = peyer::heard_texts(peyer::Phrases::english());
  for (const std::string& folder : all.packs) {
    const peyer::Loaded loaded = peyer::load_folder(folder);
    if (!loaded.base) throw std::runtime_error("the pack in " + folder + " has mistakes");
    heard.merge(peyer::heard_texts(*loaded.base));
  }
  return heard;
}

class Clips {
 public:
  explicit Clips(fs::path cache) : cache_(std::move(cache)) { fs::create_directories(cache_); }

  void add(const std::string& text, const std::string& said) {
    const std::uint64_t hash = clip_hash(text, voice_version);
    if (!texts_.emplace(hash, text).second) {
      throw std::runtime_error("two texts share a name: change one of them: " + text);
    }
    const fs::path kept = cache_ / clip_name(clip_hash(said, voice_version));
    used_.insert(kept.filename().string());
    if (fs::exists(kept)) {
      clips_[hash] = file_text(kept);
      return;
    }
    if (!voice_) voice_ = std::make_unique<Voice>();
    Samples samples = voice_->said(said);
    seconds_ += static_cast<double>(samples.size()) / voice_->rate();
    if (under_way_.size() >= most_encoders) finish_one();
    under_way_.push_back(
        {hash, kept, std::async(std::launch::async, encoded, std::move(samples), voice_->rate())});
  }

  const std::map<std::uint64_t, std::string>& finish() {
    while (!under_way_.empty()) finish_one();
    for (const auto& entry : fs::directory_iterator(cache_)) {
      if (!used_.contains(entry.path().filename().string())) fs::remove(entry.path());
    }
    return clips_;
  }

  double seconds_spoken() const { return seconds_; }

 private:
  struct UnderWay {
    std::uint64_t hash;
    fs::path kept;
    std::future<std::string> sound;
  };

  void finish_one() {
    UnderWay one = std::move(under_way_.front());
    under_way_.pop_front();
    clips_[one.hash] = one.sound.get();
    write(one.kept, clips_[one.hash]);
  }

  fs::path cache_;
  std::unique_ptr<Voice> voice_;
  std::map<std::uint64_t, std::string> texts_, clips_;
  std::set<std::string> used_;
  std::deque<UnderWay> under_way_;
  double seconds_ = 0;
};

void make(const Wanted& all) {
  const auto says = YAML::LoadFile(all.says)["en"].as<std::map<std::string, std::string>>();
  const auto start = std::chrono::steady_clock::now();
  Clips clips(all.cache);
  for (const auto& [text, said] : all_heard(all)) clips.add(text, peyer::sounded(said, says));
  const auto& made = clips.finish();
  const std::string archive = peyer::packed_clips(voice_version, made);
  write(all.output, archive);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << made.size() << " clips, " << archive.size() / 1024 << " KiB; spoke "
            << static_cast<long>(clips.seconds_spoken()) << " s in " << took.count() << " s\n";
}

}  // namespace

int main(int count, char** words) {
  try {
    make(wanted(count, words));
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::cerr << "make_clips: " << error.what() << "\n";
    return EXIT_FAILURE;
  }
}
