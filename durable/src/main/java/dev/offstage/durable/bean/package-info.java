/** The objects of an application's framework whose methods durable tasks call. */
package dev.offstage.durable.bean;
