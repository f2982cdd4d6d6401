package dev.offstage.containers.kotlin

import dev.offstage.Background
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine

private const val RUNS = 14
private val ended = CountDownLatch(RUNS)

private fun ran(what: String) {
    println("run: " + what + " on " + Thread.currentThread().name.replace(Regex("\\d+$"), "N"))
    ended.countDown()
}

interface Draws {
    @Background
    fun draw(what: String) = ran("draw $what")
}

open class Mailer : Draws {
    @Background
    fun send(to: String, copies: Int = 2) = ran("send $to $copies")

    @Background
    fun reply(to: String): CompletableFuture<String> {
        ran("reply $to")
        return CompletableFuture.completedFuture("dear $to")
    }

    @Background
    @JvmOverloads
    fun overloaded(to: String, copies: Int = 3) = ran("overloaded $to $copies")

    @Background
    internal fun mangled() = ran("mangled")

    @Background
    suspend fun suspended() = ran("suspended")

    fun count(): Int {
        ran("count")
        return -1
    }

    companion object {
        @Background
        fun inCompanion(what: String) = ran("inCompanion $what")

        @Background
        @JvmStatic
        fun jvmStatic(what: String) = ran("jvmStatic $what")

        fun unmarkedInCompanion() = ran("unmarkedInCompanion")
    }
}

object Singleton {
    @Background
    fun work() = ran("singleton")
}

@Background
fun topLevel(what: String, times: Int = 1) = ran("topLevel $what $times")

fun unmarked(what: String, times: Int = 5) = ran("unmarked $what $times")

@Background
fun Mailer.extension() = ran("extension")

fun main() {
    val mailer = Mailer()
    mailer.send("Ann")
    println("answer: " + mailer.reply("Ann").get())
    mailer.overloaded("Ann")
    mailer.mangled()
    val nowhere = object : Continuation<Unit> {
        override val context = EmptyCoroutineContext
        override fun resumeWith(result: Result<Unit>) {}
    }
    (mailer::suspended).startCoroutine(nowhere)
    println("answer: " + mailer.count())
    mailer.draw("a line")
    Mailer.inCompanion("a")
    Mailer.jvmStatic("b")
    Singleton.work()
    topLevel("c")
    mailer.extension()
    unmarked("d")
    Mailer.unmarkedInCompanion()
    ended.await(30, TimeUnit.SECONDS)
    println("the program has ended")
}
