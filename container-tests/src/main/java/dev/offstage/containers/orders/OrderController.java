package dev.offstage.containers.orders;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** {@code /orders?count=N&kind=KIND}, with Spring. */
@Controller
class OrderController {
  private final OrderService service;

  OrderController(OrderService service) {
    this.service = service;
  }

  @GetMapping("/orders")
  @ResponseBody
  String handOver(@RequestParam("count") int count, @RequestParam("kind") String kind) {
    return Orders.handOver(count, kind, service::place);
  }
}
