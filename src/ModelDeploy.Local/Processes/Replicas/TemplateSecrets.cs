using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>Templates as they are written into files, and back.</summary>
internal static class TemplateSecrets
{
    /// <summary>The template as it is written.</summary>
    public static WorkloadTemplate Seal(this SecretCipher secrets, WorkloadTemplate template) => template with { Env = secrets.Seal(template.Env) };

    /// <summary>The template as it was.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was written with keys that are gone.</exception>
    public static WorkloadTemplate Open(this SecretCipher secrets, WorkloadTemplate template) => template with { Env = secrets.Open(template.Env) };
}
