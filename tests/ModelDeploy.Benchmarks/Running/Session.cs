namespace ModelDeploy.Benchmarks.Running;

/// <summary>Runs the chosen benchmarks one after another and prints their table.</summary>
internal static class Session
{
    /// <summary>0 when every benchmark ran or said why it cannot; 1 when one broke.</summary>
    public static async Task<int> RunAsync(Settings settings, CancellationToken stop)
    {
        using var bench = new Bench(settings, stop);
        var table = new Table();
        var broken = 0;
        foreach (var benchmark in settings.Chosen)
        {
            bench.Say($"{benchmark.Name}: {benchmark.Question}");
            try
            {
                table.Add(benchmark.Name, await benchmark.RunAsync(bench));
            }
            catch (SkippedException skipped)
            {
                bench.Say($"  skipped: {skipped.Message}");
                table.AddSkipped(benchmark.Name, skipped.Message);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                broken++;
                await Console.Error.WriteLineAsync($"  {benchmark.Name} broke: {failure}");
            }
        }
        Console.WriteLine();
        Console.Write(table);
        if (settings.Out is { } file)
            await File.WriteAllTextAsync(file, table.ToString(), stop);
        return broken == 0 ? 0 : 1;
    }
}
