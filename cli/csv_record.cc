#include "csv_record.h"

namespace chartrender::cli {
namespace {

// Lines with "\r\n" as "\n", and a "\r" before the end of the text dropped.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  int number() const { return number_; }

  std::string Next() {
    ++number_;
    const size_t end = rest_.find('\n');
    const size_t length = end == std::string_view::npos ? rest_.size() : end + 1;
    std::string line(rest_.substr(0, length));
    rest_.remove_prefix(length);
    if (end == std::string_view::npos) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
    } else if (line.size() >= 2 && line[line.size() - 2] == '\r') {
      line.erase(line.size() - 2, 1);
    }
    return line;
  }

 private:
  std::string_view rest_;
  int number_ = 0;
};

class RecordParser {
 public:
  explicit RecordParser(std::string_view text) : lines_(text) {}

  CsvRecord Parse() {
    if (!FindFirstLine()) return {{}, "EOF"};
    start_line_ = line_number_ = lines_.number();
    while (result_.error.empty() && ParseField()) {
    }
    return std::move(result_);
  }

 private:
  bool FindFirstLine() {
    while (!lines_.AtEnd()) {
      line_ = lines_.Next();
      if (line_ != "\n") return true;
    }
    return false;
  }

  std::string_view Rest() const { return std::string_view(line_).substr(at_); }

  // Both return whether another field follows.
  bool ParseField() {
    return at_ < line_.size() && line_[at_] == '"' ? ParseQuoted() : ParsePlain();
  }

  bool ParsePlain() {
    std::string_view field = Rest();
    const size_t comma = field.find(',');
    if (comma != std::string_view::npos) {
      field = field.substr(0, comma);
    } else if (!field.empty() && field.back() == '\n') {
      field.remove_suffix(1);
    }
    const size_t quote = field.find('"');
    if (quote != std::string_view::npos) {
      Fail(lines_.number(), at_ + quote, "bare \" in non-quoted-field");
      return false;
    }
    result_.fields.emplace_back(field);
    if (comma == std::string_view::npos) return false;
    at_ += comma + 1;
    return true;
  }

  bool ParseQuoted() {
    ++at_;
    std::string field;
    while (true) {
      const size_t quote = Rest().find('"');
      if (quote != std::string_view::npos) {
        field += Rest().substr(0, quote);
        at_ += quote + 1;
        const std::string_view next = Rest();
        if (next.empty() || next == "\n") {
          result_.fields.push_back(std::move(field));
          return false;
        }
        if (next[0] != '"' && next[0] != ',') {
          Fail(lines_.number(), at_ - 1, kQuoteFault);
          return false;
        }
        ++at_;
        if (next[0] == ',') {
          result_.fields.push_back(std::move(field));
          return true;
        }
        field += '"';
        continue;
      }
      if (Rest().empty()) {
        Fail(line_number_, at_, kQuoteFault);
        return false;
      }
      field += Rest();
      NextLineOfField();
    }
  }

  // The column of an error at the end of the text counts on from the last line that had any text.
  void NextLineOfField() {
    if (lines_.AtEnd()) {
      at_ = line_.size();
      return;
    }
    line_ = lines_.Next();
    ++line_number_;
    at_ = 0;
  }

  void Fail(int line, size_t column, std::string_view what) {
    std::string text;
    if (start_line_ != line) text = "record on line " + std::to_string(start_line_) + "; ";
    text += "parse error on line " + std::to_string(line) + ", column " +
            std::to_string(column + 1) + ": ";
    result_.error = text.append(what);
  }

  static constexpr std::string_view kQuoteFault = "extraneous or missing \" in quoted-field";

  LineReader lines_;
  std::string line_;
  size_t at_ = 0;
  int start_line_ = 0;
  int line_number_ = 0;
  CsvRecord result_;
};

}  // namespace

CsvRecord ReadCsvRecord(std::string_view text) {
  if (text.empty()) return {};
  return RecordParser(text).Parse();
}

}  // namespace chartrender::cli
