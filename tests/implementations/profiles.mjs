// `user/get_profile` in JavaScript: everybody has a profile, and one person a name.

export function getProfile({ userId }) {
  const profile = { userId, email: "ada@example.com" };
  return userId === "u1" ? { ...profile, displayName: "Ada" } : profile;
}
