/** Lets others use its classes, and nobody look inside. */
module closed {
  exports closed;
}
