package com.acme.shop;

import dev.offstage.agent.advise.Slow;

class CsvExport implements Export<String> {
  @Override
  public String write(String what) {
    Slow.work("CsvExport#write", 7);
    return what;
  }
}
