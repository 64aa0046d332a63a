package org.castellan.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/** Calls of one container, whose failures are told in words of ours: the SDK's never pass. */
record AzureCalls(AzureContainer container) {

  private static final StorageFailure NOT_AZURE =
      new StorageFailure(
          ErrorClass.PROVIDER_ERROR,
          "The storage did not answer as Azure Blob Storage does.",
          "Check that the endpoint in the location is one of Azure Blob Storage.",
          false);

  /**
   * One call. Whatever the SDK throws that is known neither to us nor to the network is its way to
   * say that it did not understand the answer.
   *
   * @throws StorageException with an {@link AzureErrorException} as its cause where the storage
   *     answered
   */
  <T> T call(Deadline deadline, Function<BlobContainerClient, T> call) {
    if (deadline.expired()) {
      throw new StorageException(NetworkFailures.LATE);
    }
    try {
      return call.apply(container.client(deadline));
    } catch (RuntimeException e) {
      throw answer(e).map(this::refused).orElseGet(() -> failed(e));
    }
  }

  /** The SDK wraps what it does not know, some calls once and some not at all. */
  static Optional<AzureErrorException> answer(Throwable failed) {
    if (failed instanceof AzureErrorException answer) {
      return Optional.of(answer);
    }
    Throwable cause = failed.getCause();
    return cause == null ? Optional.empty() : answer(cause);
  }

  void run(Deadline deadline, Consumer<BlobContainerClient> call) {
    boolean unused =
        call(
            deadline,
            client -> {
              call.accept(client);
              return true;
            });
  }

  private StorageException refused(AzureErrorException answer) {
    StorageFailure failure = AzureAnswers.failure(answer, container.access().refusals());
    if (failure.errorClass() == ErrorClass.AUTHENTICATION) {
      container.access().forget();
    }
    return new StorageException(failure, answer);
  }

  /** Of a call or of reading its answer. */
  static StorageException failed(Exception failed) {
    return new StorageException(
        NetworkFailures.of(failed, AzureCalls::known).orElse(NOT_AZURE), failed);
  }

  /** The client has no exception of its own for an answer that ends too early. */
  private static Optional<StorageFailure> known(Throwable cause) {
    boolean endedEarly =
        cause instanceof ProtocolException
            && String.valueOf(cause.getMessage()).contains("unexpected end of stream");
    return endedEarly ? Optional.of(NetworkFailures.UNREACHABLE) : Optional.empty();
  }

  /** What the storage answered, where that is why a call failed. */
  static boolean answered(StorageException failed, String code) {
    return failed.getCause() instanceof AzureErrorException answer && answer.is(code);
  }
}
