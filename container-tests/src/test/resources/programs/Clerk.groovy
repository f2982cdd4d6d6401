package dev.offstage.containers.groovy

import dev.offstage.Background
import groovy.transform.CompileStatic
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

trait Stamps {
    @Background
    void stamp(String letter) {
        Clerk.ran("stamp $letter")
    }
}

class Clerk implements Stamps {
    private static final CountDownLatch ENDED = new CountDownLatch(9)

    static void ran(Object what) {
        println "run: $what on ${Thread.currentThread().name.replaceAll(/\d+$/, 'N')}"
        ENDED.countDown()
    }

    @Background
    void file(String letter, int copies = 2) {
        ran("file $letter $copies")
    }

    @Background
    CompletableFuture<String> reply(String to) {
        ran("reply $to")
        CompletableFuture.completedFuture("dear $to".toString())
    }

    @Background
    static void everywhere(List letters) {
        ran("everywhere ${letters.size()}")
    }

    @Background
    private void hidden(String letter) {
        ran("hidden $letter")
    }

    void viaClosure() {
        ['x'].each { hidden(it) }
    }

    @CompileStatic
    @Background
    void checked(long number) {
        ran("checked " + number)
    }

    @Background
    def dynamic() {
        ran('dynamic')
        'as written'
    }

    def byRule(what) {
        ran("byRule $what")
        'as written'
    }

    static void main(String[] arguments) {
        def clerk = new Clerk()
        clerk.file('a')
        println "answer: ${clerk.reply('Ann').get()}"
        everywhere(['a', 'b'])
        clerk.viaClosure()
        clerk.checked(7)
        println "answer: ${clerk.dynamic()}"
        println "answer: ${clerk.byRule('b')}"
        clerk.stamp('c')
        clerk.invokeMethod('checked', 8L)
        ENDED.await(30, TimeUnit.SECONDS)
        println 'the program has ended'
    }
}
