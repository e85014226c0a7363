using ModelDeploy.Core;

namespace ModelDeploy.Gateway.Counting;

/// <summary>How many requests of one kind there were, and how long they took.</summary>
/// <param name="Service">What they were for.</param>
/// <param name="Method">Their HTTP method, or <c>other</c>.</param>
/// <param name="Code">Their status.</param>
/// <param name="Buckets">Requests per bucket of <see cref="LatencyBuckets.Bounds"/>, not cumulative.</param>
/// <param name="Sum">How long all of them took together.</param>
public sealed record RequestSample(GatewayService Service, string Method, string Code, EquatableList<long> Buckets, TimeSpan Sum);
