namespace ModelDeploy.Benchmarks.Running;

/// <summary>Somebody whose figures are taken.</summary>
internal sealed record Candidate<T>(string Name, Func<Task<T>> MeasureAsync);
