using System.Diagnostics;
using System.Globalization;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks;

/// <summary>
/// From the start of the process to the last byte of the first page, for the published portal on a new data directory and on
/// one that it has used before, and for the SDK's own Blazor template, published the same way.
/// </summary>
internal static class StartupBenchmark
{
    private const double Target = 2;

    /// <summary>Time on the clock, and processor time, which other work on the machine disturbs less.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await bench.PortalAsync();
        var template = await bench.TemplateAsync();
        var used = bench.DataDirectory();
        await PortalAsync(bench, used);

        var figures = await Rounds.AlternateAsync(bench, start => start.Milliseconds,
            new Candidate<Start>("portal, new data directory", () => PortalAsync(bench, bench.DataDirectory())),
            new Candidate<Start>("portal, used data directory", () => PortalAsync(bench, used)),
            new Candidate<Start>("template", () => TemplateAsync(bench, template)));
        return
        [
            ClockRow("first start to /sign-in", figures[0], figures[2], met: null),
            ClockRow("start to /sign-in", figures[1], figures[2], figures[1].Milliseconds / figures[2].Milliseconds <= Target),
            ProcessorRow(figures[1], figures[2]),
        ];
    }

    private static async Task<Start> PortalAsync(Bench bench, string data)
    {
        var began = Stopwatch.GetTimestamp();
        await using var portal = await PublishedPortal.StartAsync(bench, data);
        return await FirstPageAsync(portal.Process, $"{portal.Address}/sign-in", began, bench.Stop);
    }

    private static async Task<Start> TemplateAsync(Bench bench, string folder)
    {
        var address = $"http://127.0.0.1:{Ports.Free()}";
        var began = Stopwatch.GetTimestamp();
        await using var process = Child.Start("dotnet", folder, Path.Combine(folder, "Template.dll"), "--urls", address);
        return await FirstPageAsync(process, $"{address}/", began, bench.Stop);
    }

    private static async Task<Start> FirstPageAsync(Child process, string page, long began, CancellationToken stop)
    {
        using var client = new HttpClient();
        await Until.AnswersAsync(client, page, process, stop);
        return new Start(Stopwatch.GetElapsedTime(began).TotalMilliseconds, process.ProcessorTime.TotalMilliseconds);
    }

    private static Row ClockRow(string measured, Start ours, Start theirs, bool? met) => Row.Beside(
        $"{measured}, ms", Number(ours.Milliseconds), $"Blazor template {Number(theirs.Milliseconds)}",
        ours.Milliseconds / theirs.Milliseconds, met is null ? "–" : $"≤ {Target}", met);

    private static Row ProcessorRow(Start ours, Start theirs) => Row.Beside(
        "the same, processor time, ms", Number(ours.ProcessorMilliseconds), $"Blazor template {Number(theirs.ProcessorMilliseconds)}",
        ours.ProcessorMilliseconds / theirs.ProcessorMilliseconds, "–", met: null);

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private sealed record Start(double Milliseconds, double ProcessorMilliseconds)
    {
        public override string ToString() => $"{Number(Milliseconds)} ms, {Number(ProcessorMilliseconds)} ms of processor time";
    }
}
