using ModelDeploy.Core.Deployments;

namespace ModelDeploy.TestHost;

/// <summary>What a test asks of the host, one line of JSON on its standard input. Asked one after the other.</summary>
/// <param name="Do">What.</param>
/// <param name="Id">The deployment's id; empty where none is meant.</param>
/// <param name="Spec">The spec to create or to update to.</param>
/// <param name="Uid">Whose history.</param>
public sealed record HostCommand(HostDeed Do, string Id = "", DeploymentSpec? Spec = null, Guid Uid = default);

/// <summary>Everything that the host can be asked.</summary>
public enum HostDeed
{
    /// <summary>Accept a new deployment.</summary>
    Create,

    /// <summary>Accept a new spec.</summary>
    Update,

    /// <summary>Want it stopped.</summary>
    Stop,

    /// <summary>Want it running.</summary>
    Start,

    /// <summary>Want it gone.</summary>
    Delete,

    /// <summary>Tell every deployment.</summary>
    List,

    /// <summary>Tell every journal entry of a uid.</summary>
    History,
}
