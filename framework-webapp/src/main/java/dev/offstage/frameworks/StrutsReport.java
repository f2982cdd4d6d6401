package dev.offstage.frameworks;

import java.util.List;
import org.apache.struts2.ActionSupport;
import org.apache.struts2.action.UploadedFilesAware;
import org.apache.struts2.dispatcher.multipart.UploadedFile;
import org.apache.struts2.interceptor.parameter.StrutsParameter;
import org.jspecify.annotations.Nullable;

/** A Struts action with an upload; it is reached by the filter of Struts alone. */
public class StrutsReport extends ActionSupport implements UploadedFilesAware {
  private static final long serialVersionUID = 1L;

  private @Nullable String year;
  private @Nullable String gate;
  private long photoSize = -1;

  @Override
  public String execute() throws InterruptedException {
    SlowWork.at(gate);
    return SUCCESS;
  }

  @Override
  public void validate() {
    if (year == null || year.isEmpty()) {
      addFieldError("year", "a year is needed");
    }
  }

  /** For the page. */
  public @Nullable String getYear() {
    return year;
  }

  /** From the form. */
  @StrutsParameter
  public void setYear(String year) {
    this.year = year;
  }

  /** From the form. */
  @StrutsParameter
  public void setGate(String gate) {
    this.gate = gate;
  }

  @Override
  public void withUploadedFiles(List<UploadedFile> files) {
    files.forEach(file -> photoSize = file.length());
  }

  /** For the page. */
  public long getPhotoSize() {
    return photoSize;
  }
}
