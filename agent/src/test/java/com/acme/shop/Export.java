package com.acme.shop;

/** Called through a method that the compiler makes in each class below. */
interface Export<T> {
  Object write(T what);
}
