namespace RusToK.Core.Content.Scheduling;

/// <summary>What is to happen to a node at a time.</summary>
public enum ScheduledAction
{
    Publish,
    Unpublish,
}
