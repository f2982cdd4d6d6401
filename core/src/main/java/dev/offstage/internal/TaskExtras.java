package dev.offstage.internal;

import dev.offstage.Progress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What most tasks never need, made for those that do. */
final class TaskExtras {
  volatile @Nullable CompletableFuture<@Nullable Void> ended;
  volatile @Nullable String id;
  volatile @Nullable Hold hold;
  volatile @Nullable Runnable next;
  volatile @Nullable QueuePlace queuePlace;
  volatile @Nullable Progress progress;
  volatile boolean interrupted;
}
