// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    @Test
    void used_whenTheCollectorIsSerial_isBothGenerations() {
        assertThat(Heap.used("""
                        1234:
                         def new generation   total 78656K, used 1398K [0x00, 0x01, 0x02)
                          eden space 69952K,   2% used [0x00, 0x01, 0x02)
                          from space 8704K,   0% used [0x00, 0x01, 0x02)
                         tenured generation   total 174784K, used 2000K [0x00, 0x01, 0x02)
                           the space 174784K,   1% used [0x00, 0x01, 0x02, 0x03)
                         Metaspace       used 150K, committed 384K, reserved 1114112K
                          class space    used 9K, committed 128K, reserved 1048576K
                        """)).isEqualTo(3398);
    }

    @Test
    void used_whenTheCollectorIsG1_isItsOneHeap() {
        assertThat(Heap.used("""
                        1234:
                         garbage-first heap   total 256000K, used 1677K [0x00, 0x01)
                          region size 1024K, 1 young (1024K), 0 survivors (0K)
                         Metaspace       used 103K, committed 320K, reserved 1114112K
                        """)).isEqualTo(1677);
    }

    @Test
    void used_whenThereIsNoHeapInIt_isRefused() {
        assertThatThrownBy(() -> Heap.used("1234:\nNo such process")).hasMessageContaining("No such process");
    }

    @Test
    void limit_whenSoftAndHardDiffer_isTheHardOne() {
        assertThat(Descriptors.limit(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units",
                        "Max open files            1024                 20000                files")))
                .isEqualTo(20_000);
    }

    @Test
    void cpu_whenReadFromStat_isOfUserAndSystem() {
        String stat = "17 (a ) name) S 1 17 17 0 -1 4194560 1500 0 3 0 250 31 0 0 20 0 1 0 81 0 0\n";
        assertThat(Usage.cpu(stat)).isEqualTo(Duration.ofMillis(2_810));
    }

    @Test
    void resident_whenReadFromStatus_isInKib() {
        assertThat(Usage.resident(List.of("VmHWM:	  200 kB", "VmRSS:	  1234 kB", "VmData:	 9 kB")))
                .isEqualTo(1_234);
        assertThat(Usage.resident(List.of("Name:	gone"))).isZero();
    }

    @Test
    void usage_ofThisProcess_grows() {
        long pid = ProcessHandle.current().pid();
        Usage before = Usage.of(pid);
        long end = System.nanoTime() + 20_000_000_000L;
        while (Usage.of(pid).cpu().compareTo(before.cpu()) <= 0) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        assertThat(before.residentKib()).isGreaterThan(1_000);
    }

    @Test
    void loaders_areThoseOfTheTable_withoutThoseOfReflection() {
        String answer = """
                25454:
                ClassLoader         Parent              CLD*               Classes   ChunkSz   BlockSz  Type
                0x00007fe5e80425f0  0x00007fe5e707af08  0x00007fe66959f760      11     10112      8151  java.net.URLClassLoader
                0x00007fe5e80425f8  0x00007fe5e707af08  0x00007fe66959f768      11     10112      8151  java.net.URLClassLoader
                0x00007fe5e70094e8  0x00007fe5e8000a90  0x00007fe6690b4690       1       384       237  jdk.internal.reflect.DelegatingClassLoader
                Total = 67                                                    8396   5382144   5283995
                ChunkSz: Total size of all allocated metaspace chunks
                """;
        assertThat(Vitals.loaders(answer)).isEqualTo(Map.of("java.net.URLClassLoader", 2L));
    }
}
