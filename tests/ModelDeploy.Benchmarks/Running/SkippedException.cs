namespace ModelDeploy.Benchmarks.Running;

/// <summary>The benchmark cannot run on this machine; the message says why.</summary>
internal sealed class SkippedException(string why) : Exception(why);
