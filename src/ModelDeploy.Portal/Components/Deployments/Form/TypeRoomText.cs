using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>What the remaining quota means for an instance type, in words.</summary>
public static class TypeRoomText
{
    /// <summary>Why that many replicas of the type do not fit beside what others use; null when they do.</summary>
    /// <param name="type">The instance type.</param>
    /// <param name="replicas">How many are wanted; at least one is asked about.</param>
    /// <param name="used">What the group's other deployments hold.</param>
    /// <param name="quota">The group's quota.</param>
    public static string? Of(InstanceType type, int replicas, Resources used, Quota quota)
    {
        if (QuotaRoom.TimesThatFit(type.Resources, used, quota) is not { } fitting || fitting >= Math.Max(1, replicas))
            return null;
        return fitting == 0
            ? FormTexts.NoRoom.With(string.Join(", ", QuotaRoom.ShortagesOf(type.Resources, used, quota).Select(ShortageText.MissingOf)))
            : FormTexts.RoomFor.With(fitting, replicas);
    }
}
