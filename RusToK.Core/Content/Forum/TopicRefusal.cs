using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Forum;

internal static class TopicRefusal
{
    /// <param name="state">Of the topic.</param>
    /// <param name="what">What was asked for: <c>a reply</c>.</param>
    /// <param name="field">Names the topic.</param>
    public static ConflictException NeedsOpen(TopicState state, string what, string field) =>
        new($"The topic is {EnumText<TopicState>.Of(state)}; {what} needs it to be open.", field, "state");
}
