using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.TestKit.Builders;

/// <summary>Valid specs for tests: one replica of iris 1.0 in group demo on cpu-tiny.</summary>
public static class ASpec
{
    /// <summary>The usual spec.</summary>
    public static DeploymentSpec Usual { get; } = new()
    {
        Group = "demo",
        DisplayName = "Iris",
        InstanceType = "cpu-tiny",
        ModelImage = "modeldeploy/iris:1.0",
    };

    /// <summary>The same with another image.</summary>
    public static DeploymentSpec WithImage(this DeploymentSpec spec, string image) => spec with { ModelImage = image };

    /// <summary>The same with that many replicas.</summary>
    public static DeploymentSpec WithReplicas(this DeploymentSpec spec, int replicas) => spec with { Replicas = replicas };

    /// <summary>The same in another group.</summary>
    public static DeploymentSpec WithGroup(this DeploymentSpec spec, string group) => spec with { Group = group };

    /// <summary>The same on another instance type.</summary>
    public static DeploymentSpec WithInstanceType(this DeploymentSpec spec, string type) => spec with { InstanceType = type };

    /// <summary>The same under another display name.</summary>
    public static DeploymentSpec WithDisplayName(this DeploymentSpec spec, string name) => spec with { DisplayName = name };

    /// <summary>The same with one more environment variable.</summary>
    public static DeploymentSpec WithEnv(this DeploymentSpec spec, string name, string value, bool secret = false) =>
        spec with { Env = spec.Env.Append(new EnvVariable(name, value, secret)).ToEquatableList() };

    /// <summary>The same with one more metadata entry.</summary>
    public static DeploymentSpec WithMetadata(this DeploymentSpec spec, string name, string value) =>
        spec with { Metadata = spec.Metadata.Append(new MetadataEntry(name, value)).ToEquatableList() };

    /// <summary>The same with another deadline.</summary>
    public static DeploymentSpec WithDeadline(this DeploymentSpec spec, TimeSpan deadline) => spec with { Deadline = deadline };

    /// <summary>The same, to be stopped.</summary>
    public static DeploymentSpec Stopped(this DeploymentSpec spec) => spec with { Stop = true };
}
