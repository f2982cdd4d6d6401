package dev.offstage.program;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the tests call. */
@RestController
class Shop {
  private final Gate gate;
  private final Orders orders;

  Shop(Gate gate, Orders orders) {
    this.gate = gate;
    this.orders = orders;
  }

  /** A slow URL, for a rule of {@code offstage.respond}. */
  @GetMapping("/report")
  String report(@RequestParam("name") String name) throws InterruptedException {
    Events.say("begins " + name);
    gate.pass();
    Events.say("late " + name);
    // Too much for the memory: it is kept in a file.
    char[] rest = new char[100_000];
    Arrays.fill(rest, ' ');
    return "the report " + name + new String(rest);
  }

  @PostMapping("/gate")
  String open() {
    gate.open();
    return "open";
  }

  @PostMapping("/orders")
  String order(@RequestParam("count") int count, @RequestParam("millis") int millis) {
    orders.accept(count, millis);
    return "accepted " + count;
  }

  @PostMapping("/mark")
  String mark() {
    orders.mark();
    return "marked";
  }

  /** The filters that this request has passed, the outermost first. */
  @GetMapping("/filters")
  String filters() {
    List<String> filters =
        Arrays.stream(new Throwable().getStackTrace())
            .filter(frame -> frame.getMethodName().equals("doFilter"))
            .map(StackTraceElement::getClassName)
            .filter(name -> name.endsWith("Filter"))
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .distinct()
            .collect(Collectors.toList());
    Collections.reverse(filters);
    return String.join(" ", filters);
  }

  @GetMapping("/settings")
  String settings() {
    return Offstage.settings().toString();
  }

  /** The thread of a task. */
  @GetMapping("/thread")
  String thread() throws Exception {
    return Offstage.call(() -> Thread.currentThread().getName()).get();
  }

  /** The sizes of the pools of this request, and of the task that it hands over. */
  @GetMapping("/pools")
  String pools() throws Exception {
    Pool pool = Offstage.pool();
    return pool.size() + " " + Offstage.call(() -> Offstage.pool().size()).get();
  }
}
