#include "name_lookup.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include "go_text.h"
#include "socket.h"

namespace chartrender::cli {
namespace {

constexpr size_t kHeaderSize = 12;
constexpr size_t kMostServers = 3;
constexpr uint16_t kPort = 53;

std::string FileText(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Takes the next word of a line; "" at its end.
std::string_view TakeWord(std::string_view& line) {
  const size_t start = std::min(line.find_first_not_of(" \t\r"), line.size());
  const size_t end = std::min(line.find_first_of(" \t\r", start), line.size());
  const std::string_view word = line.substr(start, end - start);
  line.remove_prefix(end);
  return word;
}

template <class Visit>
void EachLine(std::string_view text, std::string_view comment_marks, const Visit& visit) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    visit(line.substr(0, line.find_first_of(comment_marks)));
  }
}

void ReadOption(std::string_view word, ResolverSettings& settings) {
  const auto number = [&](std::string_view name, int most, int& target) {
    if (word.substr(0, name.size()) != name) return;
    int value = 0;
    const char* end = word.data() + word.size();
    if (std::from_chars(word.data() + name.size(), end, value).ptr == end) {
      target = std::clamp(value, 0, most);
    }
  };
  number("ndots:", 15, settings.dots);
  number("timeout:", 30, settings.timeout);
  number("attempts:", 5, settings.attempts);
}

void AppendNumber(std::string& message, uint16_t number) {
  message += static_cast<char>(number >> 8U);
  message += static_cast<char>(number & 0xFFU);
}

// Reads an answer from front to back; a short answer gives zeros and clears `good`.
class AnswerReader {
 public:
  explicit AnswerReader(std::string_view text) : rest_(text) {}

  bool good() const { return good_; }
  std::string_view Take(size_t size) {
    if (size > rest_.size()) {
      good_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  uint16_t Number() {
    const std::string_view bytes = Take(2);
    if (bytes.empty()) return 0;
    return static_cast<uint16_t>(static_cast<unsigned char>(bytes[0]) << 8U |
                                 static_cast<unsigned char>(bytes[1]));
  }
  void SkipName() {
    while (good_) {
      const std::string_view byte = Take(1);
      const unsigned length = byte.empty() ? 0 : static_cast<unsigned char>(byte[0]);
      if (length == 0) return;
      if (length >= 0xC0) {
        Take(1);
        return;
      }
      Take(length);
    }
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

// What the name server sends back within `seconds`; none when it does not.
std::optional<std::string> Ask(const std::string& server, std::string_view query, int seconds) {
  const auto address = SocketAddress::Parse(server, kPort);
  if (!address) return std::nullopt;
  const Socket socket(address->family(), SOCK_DGRAM);
  if (socket.number() < 0 || connect(socket.number(), address->data(), address->size()) != 0 ||
      send(socket.number(), query.data(), query.size(), 0) < 0)
    return std::nullopt;
  pollfd wait{socket.number(), POLLIN, 0};
  if (poll(&wait, 1, seconds * 1000) <= 0) return std::nullopt;
  std::array<char, 4096> answer{};
  const ssize_t size = recv(socket.number(), answer.data(), answer.size(), 0);
  if (size < 0) return std::nullopt;
  return std::string(answer.data(), static_cast<size_t>(size));
}

// Asks one server after the other until one answers.
std::string AskServers(const std::string& name, RecordType type, const ResolverSettings& settings) {
  for (int attempt = 0; attempt < settings.attempts; ++attempt) {
    for (const std::string& server : settings.servers) {
      uint16_t id = 0;
      if (getrandom(&id, sizeof id, 0) != sizeof id) return "";
      const std::string query = DnsQuery(id, name, type);
      if (query.empty()) return "";
      const auto answer = Ask(server, query, std::max(settings.timeout, 1));
      if (answer) return AddressInAnswer(*answer, id, type);
    }
  }
  return "";
}

}  // namespace

ResolverSettings ReadResolverSettings(std::string_view resolv_conf) {
  ResolverSettings settings;
  EachLine(resolv_conf, "#;", [&](std::string_view line) {
    const std::string_view keyword = TakeWord(line);
    if (keyword == "nameserver" && settings.servers.size() < kMostServers) {
      settings.servers.emplace_back(TakeWord(line));
    } else if (keyword == "search" || keyword == "domain") {
      settings.search.clear();
      for (std::string_view word = TakeWord(line); !word.empty(); word = TakeWord(line)) {
        settings.search.emplace_back(word);
      }
    } else if (keyword == "options") {
      for (std::string_view word = TakeWord(line); !word.empty(); word = TakeWord(line)) {
        ReadOption(word, settings);
      }
    }
  });
  if (settings.servers.empty()) settings.servers.emplace_back("127.0.0.1");
  return settings;
}

std::string AddressInHosts(std::string_view hosts, std::string_view host) {
  const std::string lower = LowerCase(host);
  std::string found;
  EachLine(hosts, "#", [&](std::string_view line) {
    const std::string_view address = TakeWord(line);
    for (std::string_view name = TakeWord(line); !name.empty() && found.empty();
         name = TakeWord(line)) {
      if (LowerCase(name) == lower) found = address;
    }
  });
  return found;
}

std::vector<std::string> NamesToAsk(std::string_view host, const ResolverSettings& settings) {
  if (!host.empty() && host.back() == '.') return {std::string(host.substr(0, host.size() - 1))};
  std::vector<std::string> names;
  for (const std::string& domain : settings.search) {
    names.push_back(std::string(host) + "." + domain);
  }
  const bool first = std::count(host.begin(), host.end(), '.') >= settings.dots;
  names.insert(first ? names.begin() : names.end(), std::string(host));
  return names;
}

std::string DnsQuery(uint16_t id, std::string_view name, RecordType type) {
  std::string query;
  AppendNumber(query, id);
  AppendNumber(query, 0x0100);  // recursion desired
  AppendNumber(query, 1);       // one question
  query.append(6, '\0');
  while (!name.empty()) {
    const size_t length = std::min(name.find('.'), name.size());
    if (length == 0 || length > 63) return "";
    query += static_cast<char>(length);
    query += name.substr(0, length);
    name.remove_prefix(std::min(length + 1, name.size()));
  }
  if (query.size() == kHeaderSize || query.size() > kHeaderSize + 254) return "";
  query += '\0';
  AppendNumber(query, static_cast<uint16_t>(type));
  AppendNumber(query, 1);  // Internet
  return query;
}

std::string AddressInAnswer(std::string_view answer, uint16_t id, RecordType type) {
  AnswerReader reader(answer);
  if (reader.Number() != id) return "";
  const uint16_t flags = reader.Number();
  if ((flags & 0x8000U) == 0 || (flags & 0x000FU) != 0) return "";
  const uint16_t questions = reader.Number();
  const uint16_t records = reader.Number();
  reader.Take(4);
  for (unsigned i = 0; i < questions && reader.good(); ++i) {
    reader.SkipName();
    reader.Take(4);
  }
  const size_t wanted = type == RecordType::kA ? sizeof(in_addr) : sizeof(in6_addr);
  for (unsigned i = 0; i < records && reader.good(); ++i) {
    reader.SkipName();
    const uint16_t found = reader.Number();
    reader.Take(6);
    const std::string_view data = reader.Take(reader.Number());
    if (!reader.good() || found != static_cast<uint16_t>(type) || data.size() != wanted) continue;
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(type == RecordType::kA ? AF_INET : AF_INET6, data.data(), text.data(), text.size());
    return text.data();
  }
  return "";
}

std::string SystemNameLookup(std::string_view host) {
  if (SocketAddress::Parse(std::string(host), 0)) return std::string(host);
  std::string address = AddressInHosts(FileText("/etc/hosts"), host);
  if (!address.empty()) return address;
  const ResolverSettings settings = ReadResolverSettings(FileText("/etc/resolv.conf"));
  for (const std::string& name : NamesToAsk(host, settings)) {
    for (const RecordType type : {RecordType::kA, RecordType::kAaaa}) {
      address = AskServers(name, type, settings);
      if (!address.empty()) return address;
    }
  }
  return "";
}

}  // namespace chartrender::cli
