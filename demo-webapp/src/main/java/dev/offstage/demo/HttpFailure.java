package dev.offstage.demo;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Puts what went wrong between two servers into words for the page. */
final class HttpFailure {
  private HttpFailure() {}

  static PhotoException explain(String host, Exception failure) {
    if (failure.getCause() instanceof PhotoException refused) {
      return refused;
    }
    if (failure instanceof UnknownHostException) {
      return new PhotoException("There is no host named " + host + ".", failure);
    }
    if (failure instanceof ConnectException || failure instanceof SocketTimeoutException) {
      return new PhotoException("Nobody answers at " + host + ".", failure);
    }
    if (failure instanceof SSLException) {
      return new PhotoException("There is no secure connection to " + host + ".", failure);
    }
    return new PhotoException("The download broke off: " + failure.getMessage() + ".", failure);
  }
}
