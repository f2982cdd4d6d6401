package dev.offstage.containers.orders;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The context of the DispatcherServlet, a child of the root context. */
@Configuration(proxyBeanMethods = false)
public class ServletConfig {
  @Bean
  OrderService orderService(Database database) {
    return new OrderService(database);
  }

  @Bean
  OrderController orderController(OrderService service) {
    return new OrderController(service);
  }
}
