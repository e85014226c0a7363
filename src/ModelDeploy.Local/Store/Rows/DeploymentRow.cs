using System.Globalization;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Local.Store.Rows;

internal sealed class DeploymentRow
{
    public required string Id { get; set; }

    public required Guid Uid { get; set; }

    public required long Generation { get; set; }

    public required long Version { get; set; }

    public required string Spec { get; set; }

    public required string Status { get; set; }

    public required string Created { get; set; }

    public required string LastChange { get; set; }

    public required string? Deletion { get; set; }

    public static DeploymentRow From(Deployment deployment) => new()
    {
        Id = deployment.Id,
        Uid = deployment.Uid,
        Generation = deployment.Generation,
        Version = long.Parse(deployment.Version, CultureInfo.InvariantCulture),
        Spec = StoreJson.Write(deployment.Spec),
        Status = StoreJson.Write(deployment.Status),
        Created = StoreJson.Write(deployment.Created),
        LastChange = StoreJson.Write(deployment.LastChange),
        Deletion = deployment.Deletion is { } deletion ? StoreJson.Write(deletion) : null,
    };

    public Deployment ToDeployment() => new()
    {
        Key = new DeploymentKey(Id),
        Uid = Uid,
        Generation = Generation,
        Version = Version.ToString(CultureInfo.InvariantCulture),
        Spec = StoreJson.Read<DeploymentSpec>(Spec),
        Status = StoreJson.Read<DeploymentStatus>(Status),
        Created = StoreJson.Read<Change>(Created),
        LastChange = StoreJson.Read<Change>(LastChange),
        Deletion = Deletion is { } deletion ? StoreJson.Read<Change>(deletion) : null,
    };
}
