package io.jitaccess;

import java.util.Arrays;
import java.util.Map;

/**
 * Numbers by texts, in two arrays: of a million texts each look-up touches two places in memory, where a map of objects
 * has six, and memory that was not touched lately is what a look-up waits for. Immutable.
 */
final class PlacesByText {

    private static final int INT = 2;

    /** Spreads hashes over the upper bits: 2^32 divided by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    /** Open addressing: hash, and one more than where the text begins in {@link #entries}; 0 is free. */
    private final long[] table;

    private final int shift;

    /** Of each text its length, itself, how many places, and these; a number is two characters. */
    private final char[] entries;

    PlacesByText(Map<String, int[]> places) {
        // at most half of it is taken, so that a look-up ends soon
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, places.size() * 2 - 1));
        table = new long[1 << bits];
        shift = Integer.SIZE - bits;
        int size = 0;
        for (Map.Entry<String, int[]> entry : places.entrySet()) {
            size = Math.addExact(size, INT + entry.getKey().length() + INT * (1 + entry.getValue().length));
        }
        entries = new char[size];
        int at = 0;
        for (Map.Entry<String, int[]> entry : places.entrySet()) {
            enter(entry.getKey().hashCode(), at);
            at = write(at, entry.getKey(), entry.getValue());
        }
    }

    /** What is under any of these, in no order; a place that is under several is there several times. */
    int[] of(String... texts) {
        long[] heads = new long[texts.length];
        // all at first, as these reads do not wait for each other
        for (int i = 0; i < texts.length; i++) {
            heads[i] = table[slot(texts[i].hashCode())];
        }
        int[] lists = new int[texts.length];
        int size = 0;
        for (int i = 0; i < texts.length; i++) {
            lists[i] = list(texts[i], heads[i]);
            size += lists[i] < 0 ? 0 : number(lists[i]);
        }
        int[] places = new int[size];
        int next = 0;
        for (int list : lists) {
            for (int i = 1; list >= 0 && i <= number(list); i++) {
                places[next++] = number(list + i * INT);
            }
        }
        return places;
    }

    /** Where the text's places begin with their number, -1 if it has none. */
    private int list(String text, long head) {
        int hash = text.hashCode();
        int slot = slot(hash);
        for (long seen = head; seen != 0; seen = table[slot]) {
            if ((int) (seen >>> Integer.SIZE) == hash && isAt((int) seen - 1, text)) {
                return (int) seen - 1 + INT + text.length();
            }
            slot = next(slot);
        }
        return -1;
    }

    private boolean isAt(int at, String text) {
        int length = number(at);
        return length == text.length()
                && Arrays.equals(entries, at + INT, at + INT + length, text.toCharArray(), 0, length);
    }

    private void enter(int hash, int at) {
        int slot = slot(hash);
        while (table[slot] != 0) {
            slot = next(slot);
        }
        table[slot] = (long) hash << Integer.SIZE | at + 1;
    }

    private int write(int at, String text, int[] places) {
        number(at, text.length());
        text.getChars(0, text.length(), entries, at + INT);
        int list = at + INT + text.length();
        number(list, places.length);
        int next = list;
        for (int place : places) {
            next += INT;
            number(next, place);
        }
        return next + INT;
    }

    private int slot(int hash) {
        return hash * SPREAD >>> shift;
    }

    private int next(int slot) {
        return slot + 1 & table.length - 1;
    }

    private int number(int at) {
        return entries[at] << Character.SIZE | entries[at + 1];
    }

    private void number(int at, int value) {
        entries[at] = (char) (value >>> Character.SIZE);
        entries[at + 1] = (char) value;
    }
}
