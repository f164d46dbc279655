package bridge.mutation;

import java.io.Serial;

/// A mutant that cannot be tried: its text is not in the file once, or it does not compile.
final class MutantException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MutantException(String message) {
    super(message);
  }
}
