package org.castellan.storage.azure;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castellan.storage.Endpoint;

/**
 * A container of an account: {@code account/container} in Azure's public cloud, {@code
 * https://account.blob.cloud/container} in any of its clouds, or {@code
 * https://endpoint/account/container} at an endpoint that serves accounts by path. Immutable.
 *
 * @param service where the account's containers are: scheme, host and port, with the account as its
 *     path when it is served so
 */
record AzureLocation(URI service, String account, String container) {

  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
  private static final Pattern CONTAINER = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern HOST_OF_ACCOUNT =
      Pattern.compile("([a-z0-9]{3,24})(\\.z[0-9]{1,2})?\\.blob\\..+");

  /**
   * @throws IllegalArgumentException whose message says what is wrong, to follow the field's name
   */
  static AzureLocation parse(String location) {
    if (!Endpoint.isUrl(location)) {
      String[] names = names(location, 2, "is not account/container");
      return at("https://" + names[0] + ".blob.core.windows.net", names[0], names[1]);
    }
    URI url = Endpoint.url(location);
    URI endpoint = Endpoint.of(url);
    String path = url.getRawPath().replaceFirst("^/", "");
    Matcher ofAccount = HOST_OF_ACCOUNT.matcher(endpoint.getHost());
    if (ofAccount.matches()) {
      String container = names(path, 1, "must be https://account.blob.…/container")[0];
      return at(endpoint.toString(), ofAccount.group(1), container);
    }
    String[] names = names(path, 2, "must end in account and container: …/account/container");
    return at(endpoint + "/" + names[0], names[0], names[1]);
  }

  private static String[] names(String path, int count, String otherwise) {
    String[] names = path.split("/", -1);
    if (names.length != count) {
      throw new IllegalArgumentException(otherwise);
    }
    return names;
  }

  private static AzureLocation at(String service, String account, String container) {
    if (!ACCOUNT.matcher(account).matches()) {
      throw new IllegalArgumentException("does not name an account: 3 to 24 of a-z and 0-9");
    }
    if (!CONTAINER.matcher(container).matches()) {
      throw new IllegalArgumentException(
          "does not name a container: 3 to 63 of a-z, 0-9 and single '-' between them");
    }
    return new AzureLocation(URI.create(service), account, container);
  }

  boolean plainHttp() {
    return service.getScheme().equals("http");
  }
}
