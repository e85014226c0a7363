namespace ModelDeploy.Benchmarks.Running;

/// <summary>One benchmark.</summary>
/// <param name="Name">How it is asked for on the command line.</param>
/// <param name="Question">What it answers, in a few words.</param>
/// <param name="RunAsync">Measures; gives the rows of the table, or throws <see cref="SkippedException"/>.</param>
internal sealed record Benchmark(string Name, string Question, Func<Bench, Task<IReadOnlyList<Row>>> RunAsync);
