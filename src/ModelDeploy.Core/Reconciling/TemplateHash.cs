using System.Security.Cryptography;
using System.Text.Json;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Reconciling;

/// <summary>Tells templates apart. What is hashed here, and nothing else, needs new replicas when it changes.</summary>
public static class TemplateHash
{
    private const int Length = 10;

    /// <summary>Hash of what a person chose: when it stays the same, frozen amounts stay frozen.</summary>
    public static string OfInputs(DeploymentSpec spec) => Hash(new { Made = Made(spec), spec.InstanceType });

    /// <summary>Hash of what a replica is made of, amounts included.</summary>
    public static string Of(DeploymentSpec spec, Resources each) =>
        Hash(new { Made = Made(spec), MilliCpu = (long)(each.Cpu * 1000), each.Memory, each.Gpu });

    private static object Made(DeploymentSpec spec) =>
        new { spec.ModelImage, spec.ImagePullSecret, spec.ModelUri, spec.Env, spec.Port, spec.Readiness };

    private static string Hash<T>(T content) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, SpecJson.Options)))[..Length];
}
