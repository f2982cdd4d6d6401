package dev.offstage.program;

import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** With {@code --batch=N} the program hands over N tasks by itself. */
@Component
class Batch implements ApplicationRunner {
  private final Orders orders;

  Batch(Orders orders) {
    this.orders = orders;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    List<String> batch = arguments.getOptionValues("batch");
    if (batch != null) {
      orders.accept(Integer.parseInt(batch.get(0)), 50);
    }
  }
}
