package org.fovea.fleet.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Storage that is asked for the facts of a file once: for plans, which want those of all clips. The work on a clip asks
 * again.
 */
public final class RememberedFacts implements RemoteFiles {
    /** Questions at the same time: each takes tens of milliseconds, in which this machine waits. */
    private static final int BESIDE = 32;

    private final RemoteFiles store;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** Gives the facts, or throws what was thrown. */
    @FunctionalInterface
    private interface Answer {
        Facts facts() throws IOException;
    }

    public RememberedFacts(RemoteFiles store) {
        this.store = store;
    }

    /** Asks for the facts of many files, so that {@link #facts} knows them. */
    public void ask(List<String> addresses) throws InterruptedException {
        List<Callable<Answer>> questions = new ArrayList<>();
        for (String address : addresses) {
            if (!answers.containsKey(address)) {
                questions.add(() -> answer(address));
            }
        }
        if (questions.isEmpty()) {
            return;
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(BESIDE, questions.size()))) {
            List<Future<Answer>> _ = threads.invokeAll(questions);
        }
    }

    private Answer answer(String address) {
        Answer known = answers.get(address);
        if (known != null) {
            return known;
        }
        // Not within the map, which would let questions wait for each other.
        Answer asked;
        try {
            Facts facts = store.facts(address);
            asked = () -> facts;
        } catch (IOException e) {
            asked = () -> {
                throw e;
            };
        }
        Answer earlier = answers.putIfAbsent(address, asked);
        return earlier == null ? asked : earlier;
    }

    @Override
    public Facts facts(String address) throws IOException {
        return answer(address).facts();
    }

    @Override
    public InputStream open(String address) throws IOException {
        return store.open(address);
    }

    @Override
    public List<Found> list(String folder, boolean deep) throws IOException {
        List<Found> files = store.list(folder, deep);
        for (Found file : files) {
            answers.put(RemoteFiles.address(folder, file.name()), file::facts);
        }
        return files;
    }
}
