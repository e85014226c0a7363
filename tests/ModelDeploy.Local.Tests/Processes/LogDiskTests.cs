using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.Supervisor.Logging;
using ModelDeploy.TestKit;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>A disk that takes no more log costs lines, which are counted, and nothing else.</summary>
public sealed partial class LogDiskTests
{
    private const int Huge = 100_000_000;
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public void A_full_disk_keeps_whole_lines_and_the_gap_is_told_where_it_is_with_its_count()
    {
        using var disk = SmallDisk.Mount(mebibytes: 1);
        using var log = new LineStamper(new SegmentWriter(Logs(disk), Huge, segments: 3), TimeProvider.System);
        Write(log, "before", 3);
        disk.Fill();
        Write(log, "full", 2_000);
        disk.Free();
        Write(log, "after", 3);

        var texts = Lines(disk).Select(line => Shape().Match(line)).ToList();
        Assert.All(texts, match => Assert.True(match.Success, match.Value));
        List<string> kept = [.. texts.Select(match => match.Groups["text"].Value)];
        var survivors = kept.Count(text => text.StartsWith("full", StringComparison.Ordinal));
        Assert.InRange(survivors, 1, 1_999);
        Assert.Equal(
            [
                .. Numbered("before", 3), .. Numbered("full", survivors), $"{2_000 - survivors} lines could not be written here", .. Numbered("after", 3),
            ],
            kept);
        var stamps = texts.Select(match => match.Groups["stamp"].Value).ToList();
        Assert.Equal(stamps.Order(StringComparer.Ordinal).Distinct(), stamps);
    }

    [Fact]
    public void A_segment_that_cannot_be_begun_is_begun_later()
    {
        using var disk = SmallDisk.Mount(mebibytes: 1);
        using var log = new LineStamper(new SegmentWriter(Logs(disk), segmentBytes: 100, segments: 3), TimeProvider.System);
        Write(log, "one", 2);
        Directory.CreateDirectory(Path.Combine(Logs(disk), "000002.log")); // in the way, also for root

        Write(log, "lost", 2);
        Directory.Delete(Path.Combine(Logs(disk), "000002.log"));
        Write(log, "two", 1);

        Assert.Equal(
            [.. Numbered("one", 2), "2 lines could not be written here", .. Numbered("two", 1)],
            Lines(disk).Select(line => Shape().Match(line).Groups["text"].Value));
    }

    [Fact]
    public async Task A_model_goes_on_while_the_disk_is_full_and_no_line_is_lost_uncounted()
    {
        using var elsewhere = new TempDirectory();
        using var disk = SmallDisk.Mount(mebibytes: 2);
        await using var lab = await ProcessLab.OpenAsync(options => options with { DataDirectory = disk.Path });
        await lab.RunScriptAsync(
            $"i=0; trap 'exit 0' TERM; while true; do i=$((i+1)); echo \"line $i\"; echo $i > {elsewhere["progress"]}; sleep 0.01; done");
        await lab.LineAsync("line 5");

        var (bytes, whenFull) = (-1L, 0);
        await Eventually.TrueAsync(() =>
        {
            disk.Fill();
            if (bytes == LogBytes(disk))
                return Progress() > whenFull + 100;
            (bytes, whenFull) = (LogBytes(disk), Progress());
            return false;
        }, "the log takes no more while the model goes on");
        var whenFreed = Progress();
        disk.Free();

        var (last, lost) = await CountedAsync(lab, atLeast: whenFreed + 20);
        Assert.InRange(lost, 1, last);
        Assert.Empty((await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop)).Exits);

        int Progress()
        {
            int number;
            while (!int.TryParse(File.ReadAllText(elsewhere["progress"]), CultureInfo.InvariantCulture, out number))
                Thread.Yield(); // the shell is just writing it
            return number;
        }
    }

    /// <summary>Reads the log from its beginning: each line follows the one before, or a mark that says how many lie between.</summary>
    private static async Task<(int Last, int Lost)> CountedAsync(ProcessLab lab, int atLeast)
    {
        var replica = Assert.Single((await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop)).Replicas).Name;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (last, lost, gap) = (0, 0, 0);
        await foreach (var line in lab.Runtime.FollowLogAsync(ProcessLab.Key, replica, tail: 100_000, after: null, patience.Token))
        {
            if (Lost().Match(line.Text) is { Success: true } mark)
            {
                gap += int.Parse(mark.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
            }
            else if (line.Text.StartsWith("line ", StringComparison.Ordinal))
            {
                Assert.Equal($"line {last + gap + 1}", line.Text);
                (last, lost, gap) = (last + gap + 1, lost + gap, 0);
                if (last >= atLeast)
                    return (last, lost);
            }
        }
        throw new InvalidOperationException("The log ended.");
    }

    private static long LogBytes(SmallDisk disk) =>
        new DirectoryInfo(disk.Path).EnumerateFiles("0*.log", SearchOption.AllDirectories).Sum(file => file.Length);

    private static string Logs(SmallDisk disk) => Path.Combine(disk.Path, "logs");

    private static void Write(LineStamper log, string word, int count)
    {
        foreach (var line in Numbered(word, count))
        {
            log.Append("stdout"u8, Encoding.UTF8.GetBytes(line), cut: false);
            log.Flush();
        }
    }

    private static IEnumerable<string> Numbered(string word, int count) => Enumerable.Range(1, count).Select(number => $"{word} {number}");

    private static IEnumerable<string> Lines(SmallDisk disk) => Directory.GetFiles(Logs(disk)).Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines);

    [GeneratedRegex("^(?<stamp>[0-9T:.-]+Z) (stdout|platform) F (?<text>.+)$")]
    private static partial Regex Shape();

    [GeneratedRegex("^(?<count>[0-9]+) lines? could not be written here$")]
    private static partial Regex Lost();
}
