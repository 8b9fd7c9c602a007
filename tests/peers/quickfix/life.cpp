// A trading life over FIX 4.4 with the QuickFIX library as it comes: two sessions, one of them cut in the middle of its
// fills, and each execution report exactly once.
// quickfix-life BUYER_PORT SELLER_PORT SYMBOL PRICE FOLDER [DICTIONARY]
#include <quickfix/Application.h>
#include <quickfix/FileStore.h>
#include <quickfix/Message.h>
#include <quickfix/Session.h>
#include <quickfix/SessionSettings.h>
#include <quickfix/ThreadedSocketInitiator.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>

namespace {

const std::chrono::seconds patience(20);

struct Heard {
  std::map<std::string, int> reports;        // by ExecID(17): how often
  std::map<std::string, std::string> types;  // by ClOrdID(11): ExecTypes(150), one behind the other
  int filled = 0;
  int again = 0;  // with PossDupFlag(43)
  int logons = 0;
  std::string massCancel;
  std::string refusal;
};

class Life : public FIX::Application {
 public:
  Heard& of(const FIX::SessionID& session) { return heard_[session.getSenderCompID().getValue()]; }

  // Waits for something that is heard; too long, or a refusal, ends the life.
  void await(const std::string& what, const std::function<bool()>& is) {
    std::unique_lock<std::mutex> lock(gate_);
    bool came = said_.wait_for(lock, patience, [&] { return is() || refused(); });
    if (!refused() && came) return;
    throw std::runtime_error(what + (came ? ": refused: " + refusal() : ": did not come in time"));
  }

  void onCreate(const FIX::SessionID&) {}
  void onLogon(const FIX::SessionID& session) {
    change([&] { of(session).logons++; });
  }
  void onLogout(const FIX::SessionID&) {
    change([] {});
  }
  void toAdmin(FIX::Message&, const FIX::SessionID&) {}
  void toApp(FIX::Message&, const FIX::SessionID&) throw(FIX::DoNotSend) {}
  void fromAdmin(const FIX::Message& message, const FIX::SessionID& session) throw(
      FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::RejectLogon) {
    if (message.getHeader().getField(35) == "3") change([&] { of(session).refusal = message.toString(); });
  }
  void fromApp(const FIX::Message& message, const FIX::SessionID& session) throw(
      FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::UnsupportedMessageType) {
    std::string type = message.getHeader().getField(35);
    change([&] {
      Heard& heard = of(session);
      if (message.getHeader().isSetField(43) && message.getHeader().getField(43) == "Y") heard.again++;
      if (type == "8") {
        heard.reports[message.getField(17)]++;
        std::string kind = message.getField(150);
        heard.types[message.getField(11)] += kind;
        if (kind == "F") heard.filled += std::stoi(message.getField(32));
        if (kind == "8") heard.refusal = message.toString();
      } else if (type == "r") {
        heard.massCancel = message.getField(531);
      } else if (type == "9" || type == "j") {
        heard.refusal = message.toString();
      }
    });
  }

 private:
  void change(const std::function<void()>& what) {
    std::lock_guard<std::mutex> lock(gate_);
    what();
    said_.notify_all();
  }
  bool refused() { return !refusal().empty(); }
  std::string refusal() {
    for (auto& one : heard_)
      if (!one.second.refusal.empty()) return one.second.refusal;
    return "";
  }

  std::mutex gate_;
  std::condition_variable said_;
  std::map<std::string, Heard> heard_;
};

FIX::Message order(const char* type, const std::string& id) {
  FIX::Message message;
  message.getHeader().setField(35, type);
  message.setField(11, id);
  message.setField(FIX::TransactTime(3));
  return message;
}

FIX::Message priced(FIX::Message message, char side, int quantity, const std::string& symbol,
                    const std::string& price) {
  message.setField(55, symbol);
  message.setField(54, std::string(1, side));
  message.setField(38, std::to_string(quantity));
  message.setField(40, "2");
  message.setField(44, price);
  message.setField(59, "0");
  return message;
}

void must(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what);
}

int live(char** given, int count) {
  const std::string symbol = given[3], price = given[4];
  std::stringstream text;
  text << "[DEFAULT]\nConnectionType=initiator\nReconnectInterval=1\nHeartBtInt=30\n"
       << "StartTime=00:00:00\nEndTime=00:00:00\n"
       << "SocketConnectHost=127.0.0.1\nTimestampPrecision=3\nFileStorePath=" << given[5] << "\n"
       << (count > 6 ? "UseDataDictionary=Y\nDataDictionary=" + std::string(given[6]) : "UseDataDictionary=N") << "\n"
       << "[SESSION]\nBeginString=FIX.4.4\nSenderCompID=BUYER\nTargetCompID=VENUE\n"
       << "SocketConnectPort=" << given[1] << "\n"
       << "[SESSION]\nBeginString=FIX.4.4\nSenderCompID=SELLER\nTargetCompID=VENUE\n"
       << "SocketConnectPort=" << given[2] << "\n";
  FIX::SessionSettings settings(text);
  FIX::FileStoreFactory stores(settings);
  Life life;
  FIX::ThreadedSocketInitiator initiator(life, stores, settings);
  const FIX::SessionID buyer("FIX.4.4", "BUYER", "VENUE"), seller("FIX.4.4", "SELLER", "VENUE");
  Heard& bought = life.of(buyer);
  Heard& sold = life.of(seller);
  auto send = [&](FIX::Message message, const FIX::SessionID& session) {
    must(FIX::Session::sendToTarget(message, session), "a message could not be sent");
  };
  initiator.start();
  life.await("logon", [&] { return bought.logons == 1 && sold.logons == 1; });

  send(priced(order("D", "b1"), '1', 10, symbol, price), buyer);
  life.await("acknowledgement", [&] { return bought.types["b1"] == "0"; });
  FIX::Message replace = priced(order("G", "b2"), '1', 12, symbol, price);
  replace.setField(41, "b1");
  send(replace, buyer);
  life.await("replacement", [&] { return bought.types["b2"] == "5"; });

  // The buyer's connection is cut somewhere in here, and comes back by itself.
  for (int at = 1; at <= 6; at++) send(priced(order("D", "s" + std::to_string(at)), '2', 2, symbol, price), seller);
  life.await("fills", [&] { return bought.filled == 12 && sold.filled == 12; });
  must(bought.types["b2"] == "5FFFFFF", "the buyer's order had " + bought.types["b2"]);
  must(bought.logons == 2, "the buyer logged on " + std::to_string(bought.logons) + " times");

  send(priced(order("D", "b3"), '1', 1, symbol, price), buyer);
  send(priced(order("D", "b4"), '1', 1, symbol, price), buyer);
  life.await("resting orders", [&] { return bought.types["b3"] == "0" && bought.types["b4"] == "0"; });
  FIX::Message mass = order("q", "b5");
  mass.setField(530, "7");
  send(mass, buyer);
  life.await("mass cancel", [&] { return bought.massCancel == "7"; });
  life.await("cancels", [&] {
    int cancelled = 0;
    for (auto& one : bought.types) cancelled += one.second.back() == '4';
    return cancelled == 2;
  });

  const int expected = FIX::Session::lookupSession(buyer)->getExpectedTargetNum();
  initiator.stop();
  int reports = 0;
  for (Heard* heard : {&bought, &sold})
    for (auto& one : heard->reports) {
      must(one.second == 1, "execution report " + one.first + " came " + std::to_string(one.second) + " times");
      reports++;
    }
  must(bought.reports.size() == 12, "the buyer had " + std::to_string(bought.reports.size()) + " reports");
  must(sold.reports.size() == 12, "the seller had " + std::to_string(sold.reports.size()) + " reports");
  std::cout << "lived: reports " << reports << ", again " << bought.again << ", next " << expected << std::endl;
  return 0;
}

}  // namespace

int main(int count, char** given) {
  if (count < 6) {
    std::cerr << "quickfix-life BUYER_PORT SELLER_PORT SYMBOL PRICE FOLDER [DICTIONARY]" << std::endl;
    return 2;
  }
  try {
    return live(given, count);
  } catch (const std::exception& fault) {
    std::cerr << "life: " << fault.what() << std::endl;
    return 1;
  }
}
