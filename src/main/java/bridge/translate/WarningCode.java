package bridge.translate;

/// The warnings there are; the README's table is tested against this list.
public enum WarningCode {
  PHONE_INVALID("phone_invalid", "is not a phone number; send it as +, country code and number");

  private final String code;
  private final String advice;

  WarningCode(String code, String advice) {
    this.code = code;
    this.advice = advice;
  }

  public String code() {
    return code;
  }

  /// What happened and what to do, one sentence.
  public String advice() {
    return advice;
  }
}
