namespace ModelDeploy.Core.Deployments;

/// <summary>Keeps the values of secret variables out of everything that is read, and puts them back on a write; clients likewise.</summary>
public static class SpecSecrets
{
    /// <summary>The spec with every secret value replaced by an empty string.</summary>
    public static DeploymentSpec Redact(this DeploymentSpec spec) => spec.WithSecrets(static _ => "");

    /// <summary>The spec with something else in the place of every secret value.</summary>
    public static DeploymentSpec WithSecrets(this DeploymentSpec spec, Func<string, string> instead) =>
        spec.Env.Any(variable => variable.Secret) ? spec with { Env = spec.Env.WithSecrets(instead) } : spec;

    /// <summary>The variables with something else in the place of every secret value.</summary>
    public static EquatableList<EnvVariable> WithSecrets(this EquatableList<EnvVariable> env, Func<string, string> instead) =>
        env.Select(variable => variable.Secret ? variable with { Value = instead(variable.Value) } : variable).ToEquatableList();

    /// <summary>The spec without its clients: what the journal keeps, and what the limit of a spec's size is about.</summary>
    public static DeploymentSpec WithoutClients(this DeploymentSpec spec) => spec.Clients.Count == 0 ? spec : spec with { Clients = [] };

    /// <summary>The spec with the clients of <paramref name="current"/>; with none once it is public, so that old keys never open it again.</summary>
    public static DeploymentSpec KeepClientsOf(this DeploymentSpec spec, DeploymentSpec? current) =>
        spec with { Clients = spec.Access is AccessType.Private && current is not null ? current.Clients : [] };

    /// <summary>
    /// The spec with every secret that was left empty filled from <paramref name="current"/>'s secret of the same name:
    /// an edit that does not touch a secret keeps it.
    /// </summary>
    public static DeploymentSpec KeepSecretsOf(this DeploymentSpec spec, DeploymentSpec current)
    {
        return spec with { Env = spec.Env.Select(Kept).ToEquatableList() };

        EnvVariable Kept(EnvVariable variable) =>
            variable is { Secret: true, Value: "" } && current.Env.FirstOrDefault(v => v.Secret && v.Name == variable.Name) is { } known
                ? variable with { Value = known.Value }
                : variable;
    }
}
